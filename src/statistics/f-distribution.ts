import { betaQuantile } from './beta.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import type { Tails } from './incomplete-gamma.ts';

/**
 * How often is an F value at most x, and how often above?
 *
 * @param x            ≥ 0
 * @param numerator    degrees of freedom above, > 0
 * @param denominator  degrees of freedom below, > 0
 * @returns both tails, each to about 1e-13 relative
 * @source  Abramowitz & Stegun 26.6.2; checked against R pf
 * @example fTails(4, 2, 10).upper  // 0.0529
 */
export function fTails(x: number, numerator: number, denominator: number): Tails {
  const total = denominator + numerator * x;
  return incompleteBeta(numerator / 2, denominator / 2, (numerator * x) / total, denominator / total);
}

/**
 * Below which value does an F fall with probability p?
 *
 * @param p            in [0, 1]
 * @param numerator    degrees of freedom above, > 0
 * @param denominator  degrees of freedom below, > 0
 * @returns x ≥ 0; Infinity at 1
 * @source  the beta quantile; checked against R qf
 * @example fQuantile(0.95, 2, 10)  // 4.102821
 */
export function fQuantile(p: number, numerator: number, denominator: number): number {
  const [a, b] = [numerator / 2, denominator / 2];
  const share = betaQuantile(p, a, b);
  // Near one the complement is asked for instead: 1 − share would cancel.
  const rest = share > 0.5 ? betaQuantile(1 - p, b, a) : 1 - share;
  return (denominator * share) / (numerator * rest);
}
