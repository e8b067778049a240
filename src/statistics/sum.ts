import { sum as compensatedSum } from 'simple-statistics';

/**
 * What do the values add up to, without the rounding of a naive loop?
 *
 * simple-statistics' sum, which carries what each step loses.
 *
 * @param values  finite, any length
 * @returns the sum, in the unit of the values; 0 for no values
 * @source  Neumaier 1974, ZAMM 54:39
 * @example sum([1e16, 1, -1e16])  // 1
 */
export function sum(values: ArrayLike<number>): number {
  // Its type asks for an array; it reads length and elements only.
  return compensatedSum(values as readonly number[]);
}
