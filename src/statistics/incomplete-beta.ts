import { halfDeviance, stirlingError } from './gamma.ts';
import type { Tails } from './incomplete-gamma.ts';

const TINY = 1e-300;

/** Two ulps: a converged fraction still flickers by one. */
const SETTLED = 4.5e-16;

/**
 * What share of the beta function's integral lies below x, and what share above?
 *
 * Lentz's evaluation of the continued fraction on the side where it converges fast, under x^a y^b / B(a, b) in Loader's
 * saddle-point form. Both x and y = 1 − x are arguments, so that a caller who knows the small one exactly loses nothing.
 *
 * @param a  > 0
 * @param b  > 0
 * @param x  in [0, 1]
 * @param y  1 − x
 * @returns I_x(a, b) and its complement, in [0, 1]; the smaller one to about 1e-13 relative
 * @source  Didonato & Morris 1992, ACM TOMS 708 (bfrac); Loader 2000
 * @example incompleteBeta(1, 1, 0.3, 0.7).lower  // 0.3
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x > (a + 1) / (a + b + 2)) {
    const mirrored = incompleteBeta(b, a, y, x);
    return { lower: mirrored.upper, upper: mirrored.lower };
  }
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - halfDeviance(a, n * x) - halfDeviance(b, n * y);
  const factor = Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
  const lower = Math.min(1, factor / continuedFraction(a, b, x, y));
  return { lower, upper: 1 - lower };
}

/** b₀ + a₁ / (b₁ + a₂ / (b₂ + …)): the even part of the usual fraction, in which nothing cancels where x is near one. */
function continuedFraction(a: number, b: number, x: number, y: number): number {
  let value = denominatorTerm(a, b, x, y, 0);
  let c = value;
  let d = 0;
  for (let m = 1; ; m++) {
    const width = a + 2 * m - 1;
    const numerator = ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (width * width);
    const denominator = denominatorTerm(a, b, x, y, m);
    d = 1 / awayFromZero(denominator + numerator * d);
    c = awayFromZero(denominator + numerator / c);
    const change = d * c;
    value *= change;
    // Written so that NaN ends the loop too.
    if (!(Math.abs(change - 1) > SETTLED)) return value;
  }
}

function denominatorTerm(a: number, b: number, x: number, y: number, m: number): number {
  const first = m === 0 ? 0 : m + (m * (b - m) * x) / (a + 2 * m - 1);
  return first + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
