import type { Direction } from '../kpi/kpi.ts';
import { addPeriods } from '../kpi/period.ts';
import { ar1Likelihood } from '../statistics/ar1-likelihood.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import type { Interval } from '../statistics/interval.ts';
import { mean } from '../statistics/mean.ts';
import { contrastVariance } from '../statistics/satterthwaite.ts';
import { tQuantile } from '../statistics/student-t.ts';
import { variance } from '../statistics/variance.ts';
import { badness } from './badness.ts';
import { baselineDrift, baselineFit } from './baseline-fit.ts';
import { coversYear, type Method } from './choose-method.ts';
import { periodsPerYear, segmentedDesign, YEAR_PERIODS } from './segmented-design.ts';
import { type Row, rowsIn, type Timeline } from './timeline.ts';

/** What a baseline can bear. */
export interface Adequacy {
  periods: number;
  observations: number;
  /** Periods between the first and the last that have no value. */
  gaps: number;
  /** Years from the first period to the last. */
  years: number;
  coversYear: boolean;
  /** How many SD of the baseline its last quarter of a year is worse than the whole; null where that cannot be said. */
  lastQuarterWorseBy: number | null;
  /** The last quarter is so much worse that a return to the usual would look like an improvement. */
  regressionToTheMean: boolean;
  /** Slope per year. */
  drift: Interval | Inconclusive;
  /** Smallest true average effect that would be shown in 80 of 100 cases, in the KPI's unit; null without a model. */
  minimumDetectableChange: number | null;
}

/** A last quarter worse by more SD than this suggests that the deployment was bought after bad luck (measurement rules, §2). */
const REGRESSION_SD = 1.5;

const POWER = 0.8;

/**
 * What can be learnt from this baseline, and what cannot?
 *
 * @param own        the unit's values: what is counted, and its last quarter
 * @param modelled   what the method works on: the same, or the difference from comparators
 * @param method     chosen from the same baseline
 * @param direction  which way is better
 * @returns facts; `minimumDetectableChange` is for the post periods at hand, or a year of them where there are none
 * @example adequacyOf(timeline, timeline, method, 'decrease').minimumDetectableChange  // 4.2
 */
export function adequacyOf(own: Timeline, modelled: Timeline, method: Method, direction: Direction): Adequacy {
  const rows = rowsIn(own, 'baseline');
  const span = rows.length === 0 ? 0 : rows.at(-1)!.t - rows[0]!.t + 1;
  const worse = lastQuarterWorseBy(rows, YEAR_PERIODS[own.periodLength] / 4, direction);
  return {
    periods: rows.length,
    observations: rows.reduce((sum, row) => sum + row.n, 0),
    gaps: span - rows.length,
    years: span / periodsPerYear(own.periodLength),
    coversYear: coversYear(modelled),
    lastQuarterWorseBy: worse,
    regressionToTheMean: worse !== null && worse > REGRESSION_SD,
    drift: baselineDrift(modelled, method.terms),
    minimumDetectableChange: minimumDetectableChange(modelled, method),
  };
}

/**
 * How large must a true average effect be, to be shown in 80 of 100 cases?
 *
 * (t₀.₉₇₅ + t₀.₈)·SE, with σ and φ from the baseline's own model, the exact design of baseline, gap and post periods, and
 * the baseline's residual degrees of freedom. A drift bound in force adds what it allows between the windows' centres.
 *
 * @param timeline  baseline rows, and post rows where there are some; else a year of post periods is assumed
 * @returns in the KPI's unit; null where the baseline has no model
 * @source  as a power calculation for a t test with a given standard error, e.g. Cohen 1988, §2
 * @example minimumDetectableChange(timeline, method)
 */
export function minimumDetectableChange(timeline: Timeline, method: Method): number | null {
  const model = baselineFit(timeline, method.terms);
  if ('kind' in model) return null;
  const { fit, design } = model;
  const observed = rowsIn(timeline, 'post');
  const post = observed.length > 0 ? observed : yearAhead(timeline);
  const rows = [...rowsIn(timeline, 'baseline'), ...post];
  const whole = segmentedDesign(rows, method.terms, timeline.postStart, timeline.periodLength);
  const meanTime = mean(post.map(({ t }) => t - timeline.postStart));
  const weights = whole.terms.map((term) => (term === 'level' ? 1 : term === 'slope' ? meanTime : 0));
  const times = Float64Array.from(rows, ({ t }) => t);
  const profile = ar1Likelihood(new Float64Array(rows.length), whole.columns, times, 'reml')(fit.phi);
  const variance = contrastVariance({ ...profile, residualVariance: fit.sigmaSquared }, weights);
  const df = fit.n - design.columns.length;
  const years = (mean(post.map(({ t }) => t)) - mean(times.subarray(0, fit.n))) / periodsPerYear(timeline.periodLength);
  const drifted = method.drift === null || method.drift.void ? 0 : method.drift.atMost * years;
  const change = (tQuantile(0.975, df) + tQuantile(POWER, df)) * Math.sqrt(variance) + drifted;
  return Number.isFinite(change) ? change : null;
}

function yearAhead({ rows, postStart, periodLength }: Timeline): Row[] {
  const first = rows[0]!;
  return Array.from({ length: YEAR_PERIODS[periodLength] }, (_, i) => {
    const t = postStart + i;
    return { ...first, phase: 'post' as const, t, period: addPeriods(first.period, t - first.t, periodLength) };
  });
}

function lastQuarterWorseBy(rows: readonly Row[], quarter: number, direction: Direction): number | null {
  const last = rows.at(-1);
  const recent = rows.filter(({ t }) => t > last!.t - quarter).map((row) => row.value);
  const values = rows.map((row) => row.value);
  if (recent.length === values.length || recent.length < 2) return null;
  const spread = Math.sqrt(variance(values));
  return spread === 0 ? null : (badness(mean(recent), direction) - badness(mean(values), direction)) / spread;
}
