import type { Random } from '../statistics/random.ts';

/**
 * Standard normal numbers.
 *
 * @example drawNormals(10_000, createRandom(1))
 */
export function drawNormals(count: number, random: Random): Float64Array {
  const draws = new Float64Array(count);
  for (let i = 0; i < count; i++) draws[i] = random.normal();
  return draws;
}

/**
 * One chi-squared number.
 *
 * @param df  degrees of freedom, ≥ 2
 * @source  Marsaglia & Tsang 2000, ACM TOMS 26:363
 * @example drawChiSquared(10, createRandom(1))
 */
export function drawChiSquared(df: number, random: Random): number {
  const d = df / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const cubed = 1 + c * x;
    const v = cubed * cubed * cubed;
    if (v <= 0) continue;
    const u = random.uniform();
    // The authors' squeeze: nearly always true, and spares two logarithms.
    if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < (x * x) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}

/**
 * Triangular numbers: a low, a likely and a high value, and straight lines between them.
 *
 * @param count  how many
 * @param value  low ≤ likely ≤ high; all equal gives that value
 * @source  inverse of the distribution function
 * @example drawTriangular(10_000, { low: 38, likely: 42, high: 47 }, createRandom(1))
 */
export function drawTriangular(
  count: number,
  { low, likely, high }: { low: number; likely: number; high: number },
  random: Random,
): Float64Array {
  const width = high - low;
  if (width === 0) return new Float64Array(count).fill(likely);
  const rising = (likely - low) / width;
  const draws = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const u = random.uniform();
    draws[i] =
      u < rising ? low + Math.sqrt(u * width * (likely - low)) : high - Math.sqrt((1 - u) * width * (high - likely));
  }
  return draws;
}
