import { segmentedDesign, type Terms, YEAR_PERIODS } from '../baseline/segmented-design.ts';
import { rowsIn, type Timeline } from '../baseline/timeline.ts';
import { glsAr1 } from '../statistics/gls-ar1.ts';
import { mean } from '../statistics/mean.ts';
import type { Estimate } from './comparison.ts';
import { asEstimate, type Effect, effectWeights } from './estimate-effect.ts';

/** The effect of the first and of the last quarter of a year after stabilization, in the KPI's unit. */
export interface Decay {
  first: number;
  last: number;
  /** last − first. */
  change: Estimate;
}

/**
 * Is the effect of the last quarter still that of the first?
 *
 * Read from the change of slope in the post window. A method without it gets it here, for this question alone.
 *
 * @param timeline  as modelled
 * @param terms     of the primary method
 * @param effect    the primary one
 * @returns null where the post window is shorter than half a year, or no interval can be had
 * @example estimateDecay(timeline, terms, effect)?.change.high
 */
export function estimateDecay(timeline: Timeline, terms: Terms, effect: Effect): Decay | null {
  const times = rowsIn(timeline, 'post').map(({ t }) => t - timeline.postStart);
  const quarter = YEAR_PERIODS[timeline.periodLength] / 4;
  const [start, end] = [times[0] ?? 0, times.at(-1) ?? 0];
  if (end - start + 1 < 2 * quarter) return null;
  const first = mean(times.filter((t) => t < start + quarter));
  const last = mean(times.filter((t) => t > end - quarter));
  const { fit, design } = terms.change === 'level and slope' ? effect : withSlope(timeline, terms);
  if (fit.kind === 'inconclusive') return null;
  const change = fit.contrast(design.terms.map((term) => (term === 'slope' ? last - first : 0)));
  if (change.kind === 'inconclusive') return null;
  const at = (time: number) => effectWeights(design, time).reduce((sum, w, j) => sum + w * fit.coefficients[j]!, 0);
  return { first: at(first), last: at(last), change: asEstimate(change) };
}

function withSlope(timeline: Timeline, terms: Terms) {
  const rows = timeline.rows.filter(({ phase }) => phase !== 'stabilization');
  const design = segmentedDesign(
    rows,
    { ...terms, change: 'level and slope' },
    timeline.postStart,
    timeline.periodLength,
  );
  const fit = glsAr1(
    rows.map(({ value }) => value),
    design.columns,
    rows.map(({ t }) => t),
  );
  return { fit, design };
}
