import { deviations, mean } from './mean.ts';
import { sum } from './sum.ts';

/**
 * How far do the values scatter? Sample variance with divisor n − 1.
 *
 * Centred two-pass form with the correction for the rounding of the mean. Our own: simple-statistics' sampleVariance adds
 * the squares in a plain loop, which loses a digit against R on NIST NumAcc2 (14.2 against 15).
 *
 * @param values  finite, length ≥ 2
 * @returns variance ≥ 0 in squared units; NaN for fewer than two values, so ask for the length first
 * @source  Chan, Golub & LeVeque 1983, Am Stat 37:242
 * @example variance([1, 2, 6])  // 7
 */
export function variance(values: ArrayLike<number>): number {
  const centered = deviations(values, mean(values));
  const squares = sum(centered.map((deviation) => deviation ** 2));
  return (squares - sum(centered) ** 2 / values.length) / (values.length - 1);
}
