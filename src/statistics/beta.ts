import { logGamma } from './gamma.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { solvePositive } from './solve-positive.ts';

/**
 * How often is a beta value at most x?
 *
 * @param x  in [0, 1]
 * @param a  > 0
 * @param b  > 0
 * @returns I_x(a, b), to about 1e-13 relative
 * @source  see incomplete-beta.ts; checked against R pbeta
 * @example betaCdf(0.3, 1, 1)  // 0.3
 */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(a, b, x, 1 - x).lower;
}

/**
 * Below which value does a beta fall with probability p? With it come exact binomial and F limits.
 *
 * @param p  in [0, 1]
 * @param a  > 0
 * @param b  > 0
 * @returns x in [0, 1]
 * @source  Newton's steps on the distribution function; checked against R qbeta
 * @example betaQuantile(0.025, 3, 8)  // 0.0667395
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p === 0 || p === 1) return p;
  // Solved from the end that is nearer, where the distance to it is known to full relative accuracy.
  return p <= betaCdf(0.5, a, b) ? shareWithTails(a, b, p, 1 - p) : 1 - shareWithTails(b, a, 1 - p, p);
}

/** The x that splits the beta into these two tails, found from the smaller one: it is the accurate one. */
function shareWithTails(a: number, b: number, lower: number, upper: number): number {
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b);
  const density = (x: number) => Math.exp(logScale + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
  const start = Math.min(0.5, a / (a + b));
  return lower < upper
    ? solvePositive((x) => ({ value: betaCdf(x, a, b), slope: density(x) }), lower, true, start, 1)
    : solvePositive(
        (x) => ({ value: incompleteBeta(a, b, x, 1 - x).upper, slope: -density(x) }),
        upper,
        false,
        start,
        1,
      );
}
