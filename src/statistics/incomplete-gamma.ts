import { halfDeviance, stirlingError } from './gamma.ts';

/** Both tails of a distribution at one point; each is accurate in its own right, however small. */
export interface Tails {
  lower: number;
  upper: number;
}

const TINY = 1e-300;

/** Two ulps: a converged fraction still flickers by one. */
const SETTLED = 4.5e-16;

/**
 * What share of the gamma function's integral lies below x, and what share above?
 *
 * The power series where x < a + 1, Lentz's continued fraction elsewhere; the common factor in Loader's saddle-point
 * form, which keeps its digits for large a.
 *
 * @param a  shape, > 0
 * @param x  ≥ 0
 * @returns P(a, x) and Q(a, x), in [0, 1]; the smaller one to about 1e-14 relative
 * @source  Press et al., Numerical Recipes 3rd ed., §6.2; Loader 2000
 * @example incompleteGamma(1, 2).upper  // exp(−2)
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  const factor = Math.exp(-stirlingError(a) - halfDeviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    const lower = Math.min(1, factor * powerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, factor * a * continuedFraction(a, x));
  return { lower: 1 - upper, upper };
}

function powerSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let i = 1; ; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    const change = d * c;
    value *= change;
    // Written so that NaN ends the loop too.
    if (!(Math.abs(change - 1) > SETTLED)) return value;
  }
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
