import { type GlsAr1Fit, glsAr1 } from '../statistics/gls-ar1.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Noise } from './power.ts';
import { type Design, periodsPerYear, segmentedDesign, type Terms } from './segmented-design.ts';
import { rowsIn, type Timeline } from './timeline.ts';

/** A model of the baseline alone. */
export interface BaselineFit {
  fit: GlsAr1Fit;
  design: Design;
}

/**
 * How does the baseline behave by itself: its level, drift, season and how its errors linger?
 *
 * @param timeline  only its baseline rows are read
 * @param terms     the method's; `change` is left out, since nothing changes inside a baseline
 * @returns the fit, or why there is none
 * @example baselineFit(timeline, terms)
 */
export function baselineFit(timeline: Timeline, terms: Terms): BaselineFit | Inconclusive {
  const rows = rowsIn(timeline, 'baseline');
  const design = segmentedDesign(rows, { ...terms, change: 'none' }, timeline.postStart, timeline.periodLength);
  const fit = glsAr1(
    rows.map((row) => row.value),
    design.columns,
    rows.map((row) => row.t),
  );
  return fit.kind === 'fit' ? { fit, design } : fit;
}

/**
 * How fast did the baseline drift, per year?
 *
 * @returns the slope of the baseline's own model with its 95 % interval, in the KPI's unit per year; or why there is none
 * @example baselineDrift(timeline, terms)
 */
export function baselineDrift(timeline: Timeline, terms: Terms): Interval | Inconclusive {
  const model = baselineFit(timeline, { ...terms, trend: true });
  if ('kind' in model) return model;
  const perYear = periodsPerYear(timeline.periodLength);
  return model.fit.contrast(model.design.terms.map((term) => (term === 'trend' ? perYear : 0)));
}

/**
 * How does the baseline scatter about its level, drift and season?
 *
 * @returns φ and σ of the baseline's own model; or why there are none
 * @example baselineNoise(timeline, terms)  // { phi: 0.31, sigma: 4.2 }
 */
export function baselineNoise(timeline: Timeline, terms: Terms): Noise | Inconclusive {
  const model = baselineFit(timeline, terms);
  return 'kind' in model ? model : noiseOf(model);
}

/** The likeliest φ and σ of a model. */
export function noiseOf({ fit }: BaselineFit): Noise {
  return { phi: fit.phi, sigma: Math.sqrt(fit.sigmaSquared) };
}
