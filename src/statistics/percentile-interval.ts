import { finiteValues } from './finite-values.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';
import { quantileSorted } from './quantile.ts';

/** A percentile of one sample between two of its order statistics. */
export interface PercentileInterval {
  kind: 'percentile';
  estimate: number;
  low: number;
  high: number;
  /** Confidence that the two order statistics reach: at least the level asked for. */
  level: number;
  /** Ranks of the ends, from 1. */
  ranks: readonly [number, number];
}

/**
 * Between which bounds does a percentile lie, with no assumption but independence?
 *
 * The number of values below the true percentile is binomial, so order statistics bracket it with known confidence, at
 * most (1 − level) / 2 lost on each side.
 *
 * @param values  independent observations
 * @param p       percentile as a share, in (0, 1): 0.5 the median, 0.9 the p90
 * @param level   confidence, in (0, 1)
 * @returns estimate (type 7) and interval; or inconclusive: too few observations (the extreme values do not reach that far)
 * @throws  `statistics.not-finite`
 * @source  Conover 1999, Practical Nonparametric Statistics, §3.2
 * @example percentileInterval([3, 1, 4, 1, 5, 9, 2, 6], 0.5)  // low 1, high 6
 */
export function percentileInterval(
  values: ArrayLike<number>,
  p: number,
  level = LEVEL,
): PercentileInterval | Inconclusive {
  const sorted = finiteValues(values, 'values').sort();
  const n = sorted.length;
  const lost = (1 - level) / 2;
  // The largest lower rank with P(fewer than that many below) within what may be lost, and its mirror image.
  const lower = largestRank(n, p, lost);
  const upper = n + 1 - largestRank(n, 1 - p, lost);
  if (lower < 1 || upper > n) return inconclusive('too few observations', n, leastSize(p, lost));
  return {
    kind: 'percentile',
    estimate: quantileSorted(sorted, p),
    low: sorted[lower - 1]!,
    high: sorted[upper - 1]!,
    level: atMost(upper - 1, n, p) - atMost(lower - 1, n, p),
    ranks: [lower, upper],
  };
}

/** Largest r with P(B ≤ r − 1) ≤ lost for a binomial B; 0 where not even r = 1 does. */
function largestRank(n: number, p: number, lost: number): number {
  let [holds, fails] = [0, n + 1];
  while (fails - holds > 1) {
    const rank = (holds + fails) >> 1;
    if (atMost(rank - 1, n, p) <= lost) holds = rank;
    else fails = rank;
  }
  return holds;
}

/** P(B ≤ k) for B binomial (n, p). */
function atMost(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 1 - p, p).lower;
}

/** Values needed before the smallest and the largest one bracket the percentile. */
function leastSize(p: number, lost: number): number {
  return Math.ceil(Math.log(lost) / Math.log(Math.max(p, 1 - p)));
}
