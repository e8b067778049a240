import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { mean } from './mean.ts';
import { SIGMAS } from './moving-range.ts';

/** Process limits of a G chart, in opportunities between events. */
export interface GLimits {
  kind: 'limits';
  /** The median of the distribution: runs on one side are counted from it, for the mean has two thirds below. */
  center: number;
  mean: number;
  sigma: number;
  lower: number;
  upper: number;
}

/**
 * How many opportunities pass between rare events while nothing special happens? G chart.
 *
 * Opportunities are geometric: σ = √(m (m + 1)) about the mean m, the centre line is the median, ln 2 · m.
 *
 * @param opportunities  number of cases from one event to the next, each ≥ 0, length ≥ 2
 * @returns limits ≥ 0; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`
 * @source  Provost & Murray 2011, The Health Care Data Guide, p. 228; Benneyan 2001
 * @example gLimits([10, 30, 20]).upper  // 20 + 3 √420
 */
export function gLimits(opportunities: ArrayLike<number>): GLimits | Inconclusive {
  const values = finiteValues(opportunities, 'opportunities');
  if (values.length < 2) return inconclusive('too few observations', values.length, 2);
  const average = mean(values);
  const sigma = Math.sqrt(average * (average + 1));
  if (!(sigma > 0)) return inconclusive('no variation', values.length, 2);
  return {
    kind: 'limits',
    center: Math.LN2 * average,
    mean: average,
    sigma,
    lower: Math.max(0, average - SIGMAS * sigma),
    upper: average + SIGMAS * sigma,
  };
}
