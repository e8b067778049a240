import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { type Interval, LEVEL, tInterval } from './interval.ts';
import { mean } from './mean.ts';
import { variance } from './variance.ts';

/**
 * Welch's t: by how much does the mean differ between two independent samples of unequal variance?
 *
 * The naive before/after difference that stands beside each effect. It knows neither trend nor autocorrelation.
 *
 * @param baseline  length ≥ 2
 * @param post      length ≥ 2, same unit
 * @param level     confidence, in (0, 1)
 * @returns mean(post) − mean(baseline) with its interval; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`
 * @source  Welch 1947, Biometrika 34:28; checked against R t.test
 * @example welch([12, 14, 11], [9, 8, 10])  // estimate −3.33
 */
export function welch(baseline: ArrayLike<number>, post: ArrayLike<number>, level = LEVEL): Interval | Inconclusive {
  const [a, b] = [finiteValues(baseline, 'baseline'), finiteValues(post, 'post')];
  const smaller = Math.min(a.length, b.length);
  if (smaller < 2) return inconclusive('too few observations', smaller, 2);
  const fromA = variance(a) / a.length;
  const fromB = variance(b) / b.length;
  const squared = fromA + fromB;
  if (!(squared > 0)) return inconclusive('no variation', smaller, 2);
  const df = squared ** 2 / (fromA ** 2 / (a.length - 1) + fromB ** 2 / (b.length - 1));
  return tInterval(mean(b) - mean(a), Math.sqrt(squared), df, level);
}
