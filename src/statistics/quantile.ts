/**
 * Below which value does a given share of a sample lie?
 *
 * Linear interpolation between order statistics at 1 + (n − 1) p: type 7 of Hyndman and Fan, the default of R, numpy and
 * DuckDB's quantile_cont.
 *
 * @param sorted  ascending, length ≥ 1
 * @param p       in [0, 1]
 * @returns the quantile, in the unit of the values; NaN for no values, so ask for the length first
 * @source  Hyndman & Fan 1996, Am Stat 50:361
 * @example quantileSorted([1, 2, 3, 10], 0.5)  // 2.5
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}

/**
 * What is the middle of a sample?
 *
 * @param values  any order, length ≥ 1
 * @example median([3, 1, 2])  // 2
 */
export function median(values: ArrayLike<number>): number {
  return quantileSorted(Float64Array.from(values).sort(), 0.5);
}
