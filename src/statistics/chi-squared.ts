import { logGamma } from './gamma.ts';
import { incompleteGamma, type Tails } from './incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';
import { solvePositive } from './solve-positive.ts';

/**
 * How often is a χ² value at most x, and how often above?
 *
 * @param x   ≥ 0
 * @param df  degrees of freedom, > 0
 * @returns both tails, each to about 1e-13 relative
 * @source  Abramowitz & Stegun 26.4.19; checked against R pchisq
 * @example chiSquaredTails(3.841459, 1).upper  // 0.05
 */
export function chiSquaredTails(x: number, df: number): Tails {
  return incompleteGamma(df / 2, x / 2);
}

/**
 * Below which value does a χ² fall with probability p?
 *
 * @param p   in [0, 1]
 * @param df  degrees of freedom, > 0
 * @returns x ≥ 0; Infinity at 1
 * @source  Wilson & Hilferty 1931 for the guess, Newton's steps on the distribution function; checked against R qchisq
 * @example chiSquaredQuantile(0.95, 1)  // 3.841459
 */
export function chiSquaredQuantile(p: number, df: number): number {
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const a = df / 2;
  const density = (x: number) => Math.exp((a - 1) * Math.log(x / 2) - x / 2 - logGamma(a)) / 2;
  const cube = 1 - 2 / (9 * df) + normalQuantile(p) * Math.sqrt(2 / (9 * df));
  // Near zero the distribution function is its leading power.
  const start = cube > 0.1 ? df * cube ** 3 : 2 * Math.exp((Math.log(p) + logGamma(a + 1)) / a);
  return p < 0.5
    ? solvePositive((x) => ({ value: chiSquaredTails(x, df).lower, slope: density(x) }), p, true, start)
    : solvePositive((x) => ({ value: chiSquaredTails(x, df).upper, slope: -density(x) }), 1 - p, false, start);
}
