import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { mean } from './mean.ts';
import { MOVING_RANGE_TO_SIGMA, meanMovingRange, SIGMAS } from './moving-range.ts';

/** Process limits of an XmR chart, all in the unit of the values. */
export interface XmrLimits {
  kind: 'limits';
  center: number;
  lower: number;
  upper: number;
  /** Mean moving range / 1.128. */
  sigma: number;
  averageMovingRange: number;
  /** How many moving ranges were screened out; 0 unless asked for. */
  screened: number;
}

/**
 * Between which values does this process move while nothing special happens?
 *
 * Centre = mean, limits = centre ± 3 · (mean moving range) / 1.128. Compute them from the baseline, freeze them there.
 * Never from the overall standard deviation, which a shift inflates; never from the median moving range with 1.128.
 *
 * @param values  period values in order, length ≥ 2
 * @param screen  leave moving ranges ≥ 3.267 times their mean out of the mean, in one pass
 * @returns limits; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`
 * @source  Provost & Murray 2011, The Health Care Data Guide, ch. 5; checked against R qicharts2 (chart "i")
 * @example xmrLimits([10, 12, 11, 13])  // center 11.5, lower 7.067, upper 15.933
 */
export function xmrLimits(
  values: ArrayLike<number>,
  { screen = false }: { screen?: boolean } = {},
): XmrLimits | Inconclusive {
  const series = finiteValues(values, 'values');
  if (series.length < 2) return inconclusive('too few observations', series.length, 2);
  const { average, screened } = meanMovingRange(series, screen);
  if (!(average > 0)) return inconclusive('no variation', series.length, 2);
  const center = mean(series);
  const sigma = average / MOVING_RANGE_TO_SIGMA;
  return {
    kind: 'limits',
    center,
    lower: center - SIGMAS * sigma,
    upper: center + SIGMAS * sigma,
    sigma,
    averageMovingRange: average,
    screened,
  };
}
