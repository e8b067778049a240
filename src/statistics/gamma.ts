const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Below this the series of Stirling's error needs more terms than it has; the recurrence lifts the argument past it. */
const SERIES_FROM = 16;

/**
 * What is ln Γ(x)?
 *
 * Stirling's series from 16 on; smaller arguments are lifted there by Γ(x + 1) = x Γ(x).
 *
 * @param x  > 0
 * @returns ln Γ(x) to about 1e-15 of max(1, |ln Γ(x)|)
 * @source  Abramowitz & Stegun 6.1.41; checked against R lgamma
 * @example logGamma(5)  // ln 24
 */
export function logGamma(x: number): number {
  let product = 1;
  let lifted = x;
  while (lifted < SERIES_FROM) {
    product *= lifted;
    lifted++;
  }
  return (lifted - 0.5) * Math.log(lifted) - lifted + HALF_LOG_TWO_PI + stirlingSeries(lifted) - Math.log(product);
}

/**
 * By how much does Stirling's formula miss ln Γ(x + 1)? The part that stays exact where x is large.
 *
 * @param x  > 0
 * @returns ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π
 * @source  Loader 2000, "Fast and accurate computation of binomial probabilities"
 * @example stirlingError(1e6)  // 8.333e-8
 */
export function stirlingError(x: number): number {
  if (x >= SERIES_FROM) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/**
 * How far is x from the mean m of a Poisson count, in deviance? x ln(x/m) + m − x without cancellation near x = m.
 *
 * @param x  > 0
 * @param m  > 0
 * @source  Loader 2000 (bd0)
 * @example halfDeviance(2, 1)  // 2 ln 2 − 1
 */
export function halfDeviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let power = 2 * x * v;
  for (let j = 1; ; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    // Written so that NaN ends the loop too.
    if (!(Math.abs(next - sum) > 0)) return next;
    sum = next;
  }
}

function stirlingSeries(x: number): number {
  const s = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * s) * s) * s) * s) / x;
}
