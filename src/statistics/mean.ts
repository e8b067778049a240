import { roundingOfSum } from './dot.ts';

/**
 * What is the average?
 *
 * A compensated sum, then one correcting pass: the double nearest to the true mean in all but contrived cases (NIST
 * NumAcc1–4 to 15 digits), and for equal values exactly their value.
 *
 * @param values  finite, length ≥ 1
 * @returns the mean, in the unit of the values; NaN for no values, so ask for the length first
 * @source  Ogita, Rump & Oishi 2005, SIAM J Sci Comput 26:1955 (Sum2)
 * @example mean([1, 2, 6])  // 3
 */
export function mean(values: ArrayLike<number>): number {
  const first = compensatedSum(values, 0) / values.length;
  return first + compensatedSum(values, first) / values.length;
}

/**
 * What do the values add up to, each less an origin, without the rounding of a naive loop?
 *
 * @example compensatedSum([1e16, 1, -1e16], 0)  // 1
 */
export function compensatedSum(values: ArrayLike<number>, origin: number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const term = value - origin;
    const next = sum + term;
    lost += roundingOfSum(value, -origin, term) + roundingOfSum(sum, term, next);
    sum = next;
  }
  return sum + lost;
}
