import type { Direction } from '../kpi/kpi.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import type { Interval } from '../statistics/interval.ts';
import { mean } from '../statistics/mean.ts';
import { variance } from '../statistics/variance.ts';
import { badness } from './badness.ts';
import { baselineDrift, baselineNoise } from './baseline-fit.ts';
import { coversYear, type Method } from './choose-method.ts';
import { withPostAhead } from './planned-timeline.ts';
import { powerOf } from './power.ts';
import { periodsPerYear, YEAR_PERIODS } from './segmented-design.ts';
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
 * @example adequacyOf(timeline, timeline, method, 'decrease').coversYear  // true
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
  };
}

/**
 * How large must a true average effect be, to be shown in 80 of 100 cases?
 *
 * By simulation from the φ and σ of the baseline's own model, in the exact design of baseline, gap and post periods, a drift
 * bound included (power.ts). A formula with the baseline's degrees of freedom promises 20 to 50 % too much in short series.
 *
 * @param timeline  baseline rows, and post rows where there are some; else a year of post periods is assumed
 * @returns in the KPI's unit; null where the method cannot show an improvement at all, the baseline has no model, or its errors
 *          linger too long to tell
 * @example minimumDetectableChange(timeline, method)
 */
export function minimumDetectableChange(timeline: Timeline, method: Method): number | null {
  if (!method.mayImprove) return null;
  const noise = baselineNoise(timeline, method.terms);
  if ('kind' in noise) return null;
  const whole =
    rowsIn(timeline, 'post').length > 0 ? timeline : withPostAhead(timeline, YEAR_PERIODS[timeline.periodLength]);
  return powerOf(whole, method, noise)?.changeAt(POWER) ?? null;
}

function lastQuarterWorseBy(rows: readonly Row[], quarter: number, direction: Direction): number | null {
  const last = rows.at(-1);
  const recent = rows.filter(({ t }) => t > last!.t - quarter).map((row) => row.value);
  const values = rows.map((row) => row.value);
  if (recent.length === values.length || recent.length < 2) return null;
  const spread = Math.sqrt(variance(values));
  return spread === 0 ? null : (badness(mean(recent), direction) - badness(mean(values), direction)) / spread;
}
