import * as simple from 'simple-statistics';

/**
 * Below which value does a given share of a sample lie?
 *
 * Linear interpolation between order statistics at 1 + (n − 1) p: type 7 of Hyndman and Fan, the default of R, numpy and
 * DuckDB's quantile_cont.
 *
 * @param sorted  ascending, length ≥ 1
 * @param p       in [0, 1]
 * @returns the quantile, in the unit of the values; NaN for no values, so ask for the length first
 * @source  Hyndman & Fan 1996, Am Stat 50:361; computed by simple-statistics
 * @example quantileSorted([1, 2, 3, 10], 0.5)  // 2.5
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  // Its type asks for an array; it reads length and elements only.
  return sorted.length === 0 ? Number.NaN : simple.quantileSorted(sorted as readonly number[], p);
}

/**
 * What is the middle of a sample?
 *
 * @param values  any order, length ≥ 1
 * @returns the median, in the unit of the values; NaN for no values
 * @example median([3, 1, 2])  // 2
 */
export function median(values: ArrayLike<number>): number {
  return values.length === 0 ? Number.NaN : simple.median(Array.from(values));
}
