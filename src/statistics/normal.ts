import { incompleteGamma } from './incomplete-gamma.ts';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Within this of zero a quantile is refined on P(0 < Z < z), which keeps its digits there. */
const CENTRAL = 0.7;

/**
 * How often is a standard normal value at most z?
 *
 * @param z  any number
 * @returns Φ(z) in [0, 1], to about 1e-13 relative in both tails
 * @source  Φ(−z) = ½ Q(½, z²/2), Abramowitz & Stegun 26.4; checked against R pnorm
 * @example normalCdf(-1.96)  // 0.0249979
 */
export function normalCdf(z: number): number {
  const { upper } = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : 1 - upper / 2;
}

/**
 * How high is the standard normal curve at z?
 *
 * @example normalDensity(0)  // 0.398942
 */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / SQRT_TWO_PI;
}

/**
 * Below which value does a standard normal fall with probability p?
 *
 * A rational first guess, then Halley's steps on Φ itself.
 *
 * @param p  in [0, 1]
 * @returns z; −Infinity at 0, Infinity at 1
 * @source  Abramowitz & Stegun 26.2.23 for the guess; checked against R qnorm
 * @example normalQuantile(0.975)  // 1.959964
 */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -lowerQuantile(1 - p, p - 0.5);
  return p === 0 ? Number.NEGATIVE_INFINITY : lowerQuantile(p, 0.5 - p);
}

/** The quantile at tail < ½; `center` = ½ − tail, given apart because it may be the exact one of the two. */
function lowerQuantile(tail: number, center: number): number {
  if (tail === 0) return Number.NEGATIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(tail));
  const top = 2.515517 + (0.802853 + 0.010328 * t) * t;
  let z = top / (1 + (1.432788 + (0.189269 + 0.001308 * t) * t) * t) - t;
  for (let step = 0; step < 4; step++) {
    const below = incompleteGamma(0.5, (z * z) / 2);
    const miss = z > -CENTRAL ? center - below.lower / 2 : below.upper / 2 - tail;
    const newton = miss / normalDensity(z);
    const move = newton / (1 + (z * newton) / 2);
    z -= move;
    if (Math.abs(move) <= 1e-16 * Math.abs(z)) break;
  }
  return z;
}
