import type { Method } from '../baseline/choose-method.ts';
import { segmentedDesign } from '../baseline/segmented-design.ts';
import { rowsIn, type Timeline } from '../baseline/timeline.ts';
import { glsAr1 } from '../statistics/gls-ar1.ts';
import type { Estimate, TransitionModel } from './comparison.ts';
import { asEstimate } from './estimate-effect.ts';

/** What the stabilization periods cost or brought, period by period and on average. */
export interface Transition {
  average: Estimate;
  model: TransitionModel;
}

/**
 * How far did each stabilization period lie from its extrapolated counterfactual?
 *
 * One indicator column per stabilization period takes it out of the fit; its coefficient is observed − best linear
 * prediction from all other periods (their lingering errors included), and the coefficients' covariance is that of the
 * prediction errors. A drift bound widens nothing here: the window is short.
 *
 * @param timeline  with baseline and post rows enough for the method
 * @param method    as for the lasting effect
 * @returns differences in the KPI's unit; null where there is no stabilization period or no interval
 * @source  Salkever 1976, J Econometrics 4:393 (prediction errors by indicator columns)
 * @example estimateTransition(timeline, method)?.average.estimate
 */
export function estimateTransition(timeline: Timeline, method: Pick<Method, 'terms'>): Transition | null {
  const held = rowsIn(timeline, 'stabilization');
  if (held.length === 0) return null;
  const { terms, columns } = segmentedDesign(timeline.rows, method.terms, timeline.postStart, timeline.periodLength);
  const indicators = held.map(({ t }) => Float64Array.from(timeline.rows, (row) => (row.t === t ? 1 : 0)));
  const fit = glsAr1(
    timeline.rows.map(({ value }) => value),
    [...columns, ...indicators],
    timeline.rows.map(({ t }) => t),
  );
  if (fit.kind === 'inconclusive') return null;
  const [first, k] = [terms.length, terms.length + held.length];
  const average = fit.contrast(Array.from({ length: k }, (_, j) => (j < first ? 0 : 1 / held.length)));
  if (average.kind === 'inconclusive') return null;
  const covariance = held.flatMap((_, i) => held.map((_, j) => fit.covariance[(first + i) * k + first + j]!));
  const withTerm = (at: number) => held.map((_, i) => (at < 0 ? 0 : fit.covariance[(first + i) * k + at]!));
  return {
    average: asEstimate(average),
    model: {
      periods: held.map(({ period }) => period),
      differences: [...fit.coefficients.subarray(first)],
      covariance,
      withLasting: { level: withTerm(terms.indexOf('level')), slope: withTerm(terms.indexOf('slope')) },
      df: average.df,
    },
  };
}
