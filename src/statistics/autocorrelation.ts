import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { deviations, mean } from './mean.ts';
import { sum } from './sum.ts';

/**
 * How much does a value resemble the one `lag` steps before it?
 *
 * The usual estimator r_k = Σ (x_t − x̄)(x_{t−k} − x̄) / Σ (x_t − x̄)², as R `acf`. It leans towards zero in short series.
 *
 * @param values  evenly spaced, length > lag
 * @param lag     1, 2, …
 * @returns a number in [−1, 1]; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`
 * @source  Box & Jenkins 1976, §2.1.5
 * @example autocorrelation([1, 2, 3, 4], 1)  // 0.25
 */
export function autocorrelation(values: ArrayLike<number>, lag = 1): number | Inconclusive {
  const series = finiteValues(values, 'values');
  if (series.length <= lag) return inconclusive('too few observations', series.length, lag + 1);
  const centered = deviations(series, mean(series));
  const squares = sum(centered.map((deviation) => deviation ** 2));
  if (squares === 0) return inconclusive('no variation', series.length, lag + 1);
  return sum(centered.subarray(lag).map((deviation, t) => deviation * centered[t]!)) / squares;
}
