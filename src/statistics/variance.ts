import { compensatedSum, mean } from './mean.ts';

/**
 * How far do the values scatter? Sample variance with divisor n − 1.
 *
 * Centred two-pass form with the correction for the rounding of the mean: sums of squares lose every digit on NIST
 * NumAcc4, this keeps all that the data hold.
 *
 * @param values  finite, length ≥ 2
 * @returns variance ≥ 0 in squared units; NaN for fewer than two values, so ask for the length first
 * @source  Chan, Golub & LeVeque 1983, Am Stat 37:242
 * @example variance([1, 2, 6])  // 7
 */
export function variance(values: ArrayLike<number>): number {
  const center = mean(values);
  const squares = Float64Array.from(values, (value) => (value - center) ** 2);
  const rest = compensatedSum(values, center);
  return (compensatedSum(squares, 0) - rest ** 2 / values.length) / (values.length - 1);
}
