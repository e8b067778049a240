import { logGamma } from './gamma.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import type { Tails } from './incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';
import { solvePositive } from './solve-positive.ts';

/** From here on |t| is found from its tail, below from the probability between −t and t: whichever is the smaller. */
const TAIL_BELOW = 0.25;

/**
 * How often is a Student t value at most t?
 *
 * @param t   any number
 * @param df  degrees of freedom, > 0, not necessarily whole
 * @returns a probability, to about 1e-13 relative in both tails
 * @source  Abramowitz & Stegun 26.7.1; checked against R pt
 * @example tCdf(-2, 10)  // 0.0366940
 */
export function tCdf(t: number, df: number): number {
  const outside = outsideAndInside(Math.abs(t), df).upper;
  return t < 0 ? outside / 2 : 1 - outside / 2;
}

/**
 * Below which value does a Student t fall with probability p?
 *
 * @param p   in [0, 1]
 * @param df  degrees of freedom, > 0
 * @returns t; −Infinity at 0, Infinity at 1
 * @source  Newton's steps on the distribution function; checked against R qt
 * @example tQuantile(0.975, 10)  // 2.228139
 */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, 0.5 - p, df) : upperQuantile(1 - p, p - 0.5, df);
}

/** |t| with the given upper tail; `center` = ½ − tail, given apart because it may be the exact one of the two. */
function upperQuantile(tail: number, center: number, df: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const logHeight = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI);
  const twiceDensity = (t: number) => 2 * Math.exp(logHeight - ((df + 1) / 2) * Math.log1p((t * t) / df));
  // The first guess is the normal's, widened by the leading Cornish–Fisher term.
  const z = -normalQuantile(tail);
  const start = z * (1 + (z * z + 1) / (4 * df));
  return tail < TAIL_BELOW
    ? solvePositive((t) => ({ value: outsideAndInside(t, df).upper, slope: -twiceDensity(t) }), 2 * tail, false, start)
    : solvePositive((t) => ({ value: outsideAndInside(t, df).lower, slope: twiceDensity(t) }), 2 * center, true, start);
}

/** Probability of lying inside (lower) and outside (upper) of [−t, t]. */
function outsideAndInside(t: number, df: number): Tails {
  const total = df + t * t;
  return total === Number.POSITIVE_INFINITY
    ? { lower: 1, upper: 0 }
    : incompleteBeta(0.5, df / 2, (t * t) / total, df / total);
}
