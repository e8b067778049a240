import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { pairwiseDifference } from './pairwise-differences.ts';
import { ranks } from './ranks.ts';
import { wilcoxonCdf, wilcoxonNormalP, wilcoxonSigma } from './wilcoxon.ts';

/** A shift of location between two samples. */
export interface Shift {
  kind: 'shift';
  /** Median of all pairwise differences, post − baseline. */
  estimate: number;
  low: number;
  high: number;
  /** Of no shift, two-sided. */
  p: number;
  /** Whether interval and p are exact, or by the normal approximation. */
  exact: boolean;
}

/** Up to this size of both samples, and without ties, the exact distribution is used. */
const EXACT_BELOW = 50;

/**
 * Hodges–Lehmann: by how much is one sample shifted against another, whatever their distribution?
 *
 * The median of all pairwise differences, with the interval that inverts the Wilcoxon rank sum test: two of the sorted
 * differences. A shift of the middle, not of the mean: money needs the mean.
 *
 * @param baseline  independent values
 * @param post      likewise, same unit
 * @param level     confidence, in (0, 1)
 * @returns shift of post against baseline; or inconclusive: too few observations (all differences together do not reach
 *          the level) | no variation
 * @throws  `statistics.not-finite`
 * @source  Hodges & Lehmann 1963; Hollander & Wolfe 1999, §4.3; checked against R wilcox.test
 * @example hodgesLehmann([12, 14, 11, 15], [9, 8, 10, 7]).estimate  // −4.5
 */
export function hodgesLehmann(
  baseline: ArrayLike<number>,
  post: ArrayLike<number>,
  level = LEVEL,
): Shift | Inconclusive {
  const [x, y] = [finiteValues(baseline, 'baseline').sort(), finiteValues(post, 'post').sort()];
  const [m, n] = [x.length, y.length];
  if (Math.min(m, n) === 0) return inconclusive('too few observations', 0, 1);
  const pooled = ranks([...x, ...y]);
  const w = pooled.ranks.subarray(m).reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2;
  const tied = pooled.ties.length > 0;
  const exact = !tied && m < EXACT_BELOW && n < EXACT_BELOW;
  const { rank, p } = exact ? byCounting(w, m, n, level) : byNormal(w, m, n, level, pooled.ties);
  if (Number.isNaN(p)) return inconclusive('no variation', m + n, m + n + 1);
  if (rank < 1) return inconclusive('too few observations', Math.min(m, n), Math.min(m, n) + 1);
  const pairs = m * n;
  const difference = (place: number) => pairwiseDifference(x, y, place);
  return {
    kind: 'shift',
    estimate: (difference(Math.ceil(pairs / 2)) + difference(Math.floor(pairs / 2) + 1)) / 2,
    low: difference(rank),
    high: difference(pairs + 1 - rank),
    p,
    exact,
  };
}

/** The differences of this rank from either end bound the interval; 0 where even the outermost do not. */
function byCounting(w: number, m: number, n: number, level: number): { rank: number; p: number } {
  const cdf = wilcoxonCdf(m, n);
  let rank = 0;
  while (cdf[rank]! <= (1 - level) / 2) rank++;
  const below = cdf[w]!;
  const above = w === 0 ? 1 : 1 - cdf[w - 1]!;
  return { rank, p: Math.min(1, 2 * Math.min(below, above)) };
}

function byNormal(
  w: number,
  m: number,
  n: number,
  level: number,
  ties: readonly number[],
): { rank: number; p: number } {
  const sigma = wilcoxonSigma(m, n, ties);
  if (!(sigma > 0)) return { rank: 0, p: Number.NaN };
  const reach = normalQuantile(0.5 + level / 2) * sigma;
  // With the continuity correction that R uses; on ties the observed variance stands for that at every shift.
  return { rank: Math.floor((m * n) / 2 - 0.5 - reach) + 1, p: wilcoxonNormalP(w, m, n, sigma) };
}
