import type { Method } from '../baseline/choose-method.ts';
import { type Design, periodsPerYear, segmentedDesign, type Terms } from '../baseline/segmented-design.ts';
import type { Row, Timeline } from '../baseline/timeline.ts';
import { type GlsAr1Fit, glsAr1 } from '../statistics/gls-ar1.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import type { Interval } from '../statistics/interval.ts';
import { mean } from '../statistics/mean.ts';
import { tCdf } from '../statistics/student-t.ts';
import type { Estimate } from './comparison.ts';

/** The lasting effect of a deployment on one series, against what the baseline foretold. */
export interface Effect {
  level: Estimate;
  /** Change of the trend per period; null where the model has none. */
  slope: Estimate | null;
  average: Estimate;
  cumulative: Estimate;
  /** Two-sided, of the average effect; with a drift bound, of the part that no allowed drift explains. */
  p: number;
  /** Years between the GLS-weighted centres of baseline and post: what a steady drift would act on. */
  yearsApart: number;
  driftHalfWidth: number;
  fit: GlsAr1Fit;
  design: Design;
  /** Baseline and post rows, as fitted. */
  rows: Row[];
}

/**
 * By how much do the post values differ from what they would have been?
 *
 * Segmented regression with AR(1) errors whose correlation φ^|t−s| is exact across the stabilization gap. Level is the
 * effect in the first post period, slope its change per period, average and cumulative run over the post periods that
 * have a value. With a drift bound in force the intervals widen by M·(years between the centres).
 *
 * @param timeline  at least a few rows in baseline and post
 * @param method    chosen from the baseline
 * @returns the effect in the KPI's unit; or inconclusive: too few observations, no residual variation, collinear columns,
 *          autocorrelation at its bound or without information
 * @source  Wagner 2002, J Clin Pharm Ther 27:299; intervals as statistics/satterthwaite.ts
 * @example estimateEffect(timeline, method)
 */
export function estimateEffect(timeline: Timeline, method: Pick<Method, 'terms' | 'drift'>): Effect | Inconclusive {
  const rows = timeline.rows.filter(({ phase }) => phase !== 'stabilization');
  const design = segmentedDesign(rows, method.terms, timeline.postStart, timeline.periodLength);
  const times = rows.map(({ t }) => t);
  const fit = glsAr1(
    rows.map(({ value }) => value),
    design.columns,
    times,
  );
  if (fit.kind === 'inconclusive') return fit;
  const post = times.filter((_, i) => rows[i]!.phase === 'post').map((t) => t - timeline.postStart);
  const onAverage = effectWeights(design, mean(post));
  const average = fit.contrast(onAverage);
  if (average.kind === 'inconclusive') return average;
  const level = fit.contrast(effectWeights(design, 0));
  if (level.kind === 'inconclusive') return level;
  const slope = method.terms.change === 'level and slope' ? fit.contrast(slopeWeights(design)) : null;
  if (slope?.kind === 'inconclusive') return slope;

  const yearsApart = centresApart(fit, design, times) / periodsPerYear(timeline.periodLength);
  const inForce = method.drift !== null && !method.drift.void;
  const driftHalfWidth = inForce ? method.drift!.atMost * Math.abs(yearsApart) : 0;
  return {
    level: widened(level, driftHalfWidth),
    slope: slope === null ? null : asEstimate(slope),
    average: widened(average, driftHalfWidth),
    cumulative: scaled(widened(average, driftHalfWidth), post.length),
    p: driftHalfWidth === 0 ? average.p : pBeyond(average, driftHalfWidth),
    yearsApart,
    driftHalfWidth,
    fit,
    design,
    rows,
  };
}

/** Weights whose contrast is the effect `time` periods after the post window began. */
export function effectWeights({ terms }: Design, time: number): number[] {
  return terms.map((term) => (term === 'level' ? 1 : term === 'slope' ? time : 0));
}

/** The same terms without β1 and β3. */
export function withoutTrend(terms: Terms): Terms {
  return { ...terms, trend: false, change: 'level' };
}

/** An interval as results show it. */
export function asEstimate({ estimate, standardError, df, low, high }: Interval): Estimate {
  return { estimate, standardError, df, low, high };
}

/**
 * How far, in periods, does the estimator of the level put the centres of baseline and post apart? A series that is
 * nothing but time shows it: its "effect" under a model without trend.
 */
function centresApart(fit: GlsAr1Fit, design: Design, times: readonly number[]): number {
  const weights = fit.estimator(effectWeights(design, 0));
  return times.reduce((sum, t, i) => sum + weights[i]! * (t - times[0]!), 0);
}

function slopeWeights({ terms }: Design): number[] {
  return terms.map((term) => (term === 'slope' ? 1 : 0));
}

function widened(interval: Interval, by: number): Estimate {
  const estimate = asEstimate(interval);
  return { ...estimate, low: estimate.low - by, high: estimate.high + by };
}

function scaled({ estimate, standardError, df, low, high }: Estimate, by: number): Estimate {
  return {
    estimate: estimate * by,
    standardError: standardError === null ? null : standardError * by,
    df,
    low: low * by,
    high: high * by,
  };
}

function pBeyond({ estimate, standardError, df }: Interval, allowed: number): number {
  return 2 * tCdf(-Math.max(0, Math.abs(estimate) - allowed) / standardError, df);
}
