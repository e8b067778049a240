import { mean } from './mean.ts';

/** d₂ for ranges of two normal values, to the digits that control charts use (1.128, not 1.12838). */
export const MOVING_RANGE_TO_SIGMA = 1.128;

/** Half-width of process limits. */
export const SIGMAS = 3;

/** D₄ for ranges of two: the upper limit of a moving range, as a multiple of their mean. */
const RANGE_LIMIT = 3.267;

/**
 * How far apart are neighbours on average?
 *
 * @param values  in order, length ≥ 2
 * @param screen  leave ranges ≥ 3.267 times their mean out, in one pass
 * @returns the mean of |x_t − x_{t−1}| and how many of them were left out
 * @source  Nelson 1982, J Qual Tech 14:172 (screening); checked against R qicharts2
 * @example meanMovingRange(Float64Array.of(10, 12, 11), false).average  // 1.5
 */
export function meanMovingRange(values: Float64Array, screen: boolean): { average: number; screened: number } {
  const ranges = values.subarray(1).map((value, i) => Math.abs(value - values[i]!));
  const average = mean(ranges);
  if (!screen) return { average, screened: 0 };
  const kept = ranges.filter((range) => range < RANGE_LIMIT * average);
  return kept.length === 0 ? { average, screened: 0 } : { average: mean(kept), screened: ranges.length - kept.length };
}
