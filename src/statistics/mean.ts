import * as simple from 'simple-statistics';
import { sum } from './sum.ts';

/**
 * What is the average?
 *
 * simple-statistics' mean, then one correcting pass as in R. Without it the last digit may be lost, which costs the
 * autocorrelation of NIST NumAcc4 four digits, and lets three values of 0.1 vary about a mean of 0.10000000000000002.
 *
 * @param values  finite, length ≥ 1
 * @returns the mean, in the unit of the values, and for equal values exactly their value; NaN for no values, so ask for
 *          the length first
 * @source  Chan, Golub & LeVeque 1983, Am Stat 37:242 (the correcting pass)
 * @example mean([1, 2, 6])  // 3
 */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) return Number.NaN;
  // Its type asks for an array; it reads length and elements only.
  const first = simple.mean(values as readonly number[]);
  return first + sum(deviations(values, first)) / values.length;
}

/**
 * How far does each value lie from an origin?
 *
 * @example deviations([1, 2, 6], 3)  // Float64Array [−2, −1, 3]
 */
export function deviations(values: ArrayLike<number>, origin: number): Float64Array {
  return Float64Array.from(values, (value) => value - origin);
}
