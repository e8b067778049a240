import type { Statistic } from '../kpi/kpi.ts';
import { baselineDrift } from './baseline-fit.ts';
import { type Terms, YEAR_PERIODS } from './segmented-design.ts';
import { type Row, rowsIn, type Timeline } from './timeline.ts';

/** How an effect will be estimated: decided from the baseline alone, before the post side is looked at. */
export interface Method {
  /** A count model stands with GLS on the rate beside it, for residuals that turn out autocorrelated. */
  model: 'gls-ar1' | CountModel;
  terms: Terms;
  /** Whether the series is the difference from comparators. */
  comparators: boolean;
  /**
   * The declared drift bound of what is modelled: void where the baseline itself drifted faster, borne out where the whole
   * interval of the baseline's slope lies inside it. Null where none is declared or used.
   */
  drift: { atMost: number; void: boolean; borneOut: boolean } | null;
  /** False for a short baseline without a valid drift bound: *improved* is then out of reach. */
  mayImprove: boolean;
  /** In words a report can print. */
  name: string;
}

/** Models of events per exposure (rates) and of events among trials (proportions). */
export type CountModel = 'quasi-poisson' | 'quasi-binomial';

/** What the program declares, and what the values are: all that bears on the choice beside the baseline. */
export interface Situation {
  statistic: Statistic;
  /** True where the timeline is the difference from comparators. */
  comparators: boolean;
  drift: DriftBound | null;
}

/** How far a series would have drifted without the deployment: a declaration, not a measurement. */
export interface DriftBound {
  /** Per year, in the KPI's unit, ≥ 0. */
  atMost: number;
  /** What it bounds: the unit's own values, or their difference from comparators; 0 on a difference declares parallel trends. */
  of: 'values' | 'difference';
}

/** From this many baseline periods on, a trend and its change can be estimated. */
export const TREND_PERIODS = 24;

/** Days of a daily baseline from which each weekday has been seen often enough for a term of its own. */
const WEEKDAY_PERIODS = 28;

/** Share of a year's periods that must have a value before the year's season is estimated from it. */
const SEASON_COVERAGE = 0.75;

/** Share of a year that may be missing at its ends: extracts seldom begin on the first day of a window. */
const SEASON_ENDS = 0.05;

/**
 * By which method will the effect be estimated?
 *
 * | baseline | method |
 * |---|---|
 * | ≥ 24 periods | level, slope and trend |
 * | 8–23 periods | level alone; *improved* only with a valid drift bound |
 * | a valid drift bound | level alone, the interval widened by what the bound allows |
 * | comparators | one of these rows, on the difference; only a bound on the difference counts |
 * | rates and proportions | the same terms in a quasi-Poisson or quasi-binomial model, where each period has its counts |
 * | from 12 months on | one annual pair more |
 * | daily periods, from 4 weeks on | weekday terms more |
 *
 * A drift bound is void where the baseline's own slope interval lies wholly outside it. Testing for a trend and dropping
 * it where it is not significant does not hold its level; nothing here looks at significance. Comparators by themselves do
 * not stand in for a trend: in 8 to 23 periods two units that drift apart by 1 SD show a false improvement 46 times in 100.
 *
 * @param timeline   only its baseline rows are read
 * @param situation  what is declared, and the statistic
 * @example chooseMethod(timeline, { statistic: 'median', comparators: false, drift: null }).name
 *   // 'GLS with AR(1) errors (REML); level, slope and trend; annual season'
 */
export function chooseMethod(timeline: Timeline, { statistic, comparators, drift }: Situation): Method {
  const baseline = rowsIn(timeline, 'baseline');
  const { periodLength } = timeline;
  const season = coversYear(timeline);
  const weekday = periodLength === 'day' && baseline.length >= WEEKDAY_PERIODS;
  const terms: Terms = { trend: false, change: 'level', season, weekday };
  const bound =
    drift === null || (drift.of === 'difference') !== comparators ? null : heldAgainst(drift.atMost, timeline, terms);
  const inForce = bound !== null && !bound.void;
  if (baseline.length >= TREND_PERIODS && !inForce) Object.assign(terms, { trend: true, change: 'level and slope' });
  const model = countModel(baseline, statistic) ?? 'gls-ar1';
  return {
    model,
    terms,
    comparators,
    drift: bound,
    mayImprove: terms.trend || inForce,
    name: nameOf(model, terms, comparators, inForce ? bound.atMost : null),
  };
}

/**
 * Does the baseline hold a year, with few gaps?
 *
 * @param timeline  its window must be a year long; at its ends a twentieth of the year may be without values
 * @example coversYear(timeline)  // true for 52 weeks of which 50 have a value
 */
export function coversYear(timeline: Timeline): boolean {
  const baseline = rowsIn(timeline, 'baseline');
  const year = YEAR_PERIODS[timeline.periodLength];
  const span = (baseline.at(-1)?.t ?? 0) - (baseline[0]?.t ?? 1) + 1;
  return timeline.goLive >= year && span >= (1 - SEASON_ENDS) * year && baseline.length >= SEASON_COVERAGE * span;
}

/** What the baseline's own slope says of a bound. */
function heldAgainst(atMost: number, timeline: Timeline, terms: Terms): Method['drift'] {
  const slope = baselineDrift(timeline, terms);
  const known = slope.kind === 'interval';
  return {
    atMost,
    void: known && (slope.low > atMost || slope.high < -atMost),
    borneOut: known && slope.low >= -atMost && slope.high <= atMost,
  };
}

/** Differences from comparators and standardised values have no counts of their own. */
function countModel(rows: readonly Row[], statistic: Statistic): CountModel | null {
  if (statistic !== 'rate' && statistic !== 'proportion') return null;
  const counted = rows.every(({ numerator, denominator }) => {
    if (numerator === null || denominator === null || !(numerator >= 0) || !(denominator > 0)) return false;
    return statistic === 'rate' || numerator <= denominator;
  });
  if (!counted) return null;
  return statistic === 'rate' ? 'quasi-poisson' : 'quasi-binomial';
}

const MODEL_NAMES: Record<Method['model'], string> = {
  'gls-ar1': 'GLS with AR(1) errors (REML)',
  'quasi-poisson': 'quasi-Poisson with exposure',
  'quasi-binomial': 'quasi-binomial',
};

function nameOf(model: Method['model'], terms: Terms, comparators: boolean, bound: number | null): string {
  const parts = [MODEL_NAMES[model], terms.trend ? 'level, slope and trend' : 'level, no trend'];
  if (bound !== null) parts[1] += bound === 0 ? ', no drift by declaration' : ', widened by the drift bound';
  if (terms.season) parts.push('annual season');
  if (terms.weekday) parts.push('weekdays');
  if (comparators) parts.push('on the difference from the comparators’ mean');
  return parts.join('; ');
}
