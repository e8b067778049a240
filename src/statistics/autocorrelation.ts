import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { compensatedSum, mean } from './mean.ts';

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
  const center = mean(series);
  const deviations = series.map((value) => value - center);
  const squares = compensatedSum(
    deviations.map((deviation) => deviation ** 2),
    0,
  );
  if (squares === 0) return inconclusive('no variation', series.length, lag + 1);
  const products = deviations.subarray(lag).map((deviation, t) => deviation * deviations[t]!);
  return compensatedSum(products, 0) / squares;
}
