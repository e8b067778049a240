import type { PeriodLength } from '../program/program.ts';
import { baselineDrift } from './baseline-fit.ts';
import { type Terms, YEAR_PERIODS } from './segmented-design.ts';
import { rowsIn, type Timeline } from './timeline.ts';

/** How an effect will be estimated: decided from the baseline alone, before the post side is looked at. */
export interface Method {
  model: 'gls-ar1';
  terms: Terms;
  /** Whether the series is the difference from comparators. */
  comparators: boolean;
  /** The declared drift bound; void where the baseline itself drifted faster. Null where none is declared or used. */
  drift: { atMost: number; void: boolean } | null;
  /** False for a short baseline with neither a valid drift bound nor comparators: *improved* is then out of reach. */
  mayImprove: boolean;
  /** In words a report can print. */
  name: string;
}

/** What the program declares that bears on the choice. */
export interface Situation {
  /** True where the timeline is the difference from comparators. */
  comparators: boolean;
  /** Most that the KPI would drift per year without the deployment, in its unit. */
  drift: { atMost: number } | null;
}

/** From this many baseline periods on, a trend and its change can be estimated. */
export const TREND_PERIODS = 24;

/** Days of a daily baseline from which each weekday has been seen often enough for a term of its own. */
const WEEKDAY_PERIODS = 28;

/** Share of a year's periods that must have a value before the year's season is estimated from it. */
const SEASON_COVERAGE = 0.75;

/**
 * By which method will the effect be estimated?
 *
 * | baseline | method |
 * |---|---|
 * | ≥ 24 periods | level, slope and trend |
 * | 8–23 periods | level alone; *improved* only with a valid drift bound or comparators |
 * | a valid drift bound | level alone, the interval widened by what the bound allows |
 * | comparators | the first or second row, on the difference; the trend stays, and the drift bound is not used |
 * | from 12 months on | one annual pair more |
 * | daily periods, from 4 weeks on | weekday terms more |
 *
 * A drift bound is void where the baseline's own slope interval lies wholly outside it. Testing for a trend and dropping
 * it where it is not significant does not hold its level; nothing here looks at significance.
 *
 * @param timeline   only its baseline rows are read
 * @param situation  what is declared
 * @example chooseMethod(timeline, { comparators: false, drift: null }).name
 *   // 'GLS with AR(1) errors (REML); level, slope and trend; annual season'
 */
export function chooseMethod(timeline: Timeline, { comparators, drift }: Situation): Method {
  const baseline = rowsIn(timeline, 'baseline');
  const { periodLength } = timeline;
  const season = coversYear(timeline);
  const weekday = periodLength === 'day' && baseline.length >= WEEKDAY_PERIODS;
  const terms: Terms = { trend: false, change: 'level', season, weekday };
  const bound = drift === null || comparators ? null : { ...drift, void: isVoid(drift.atMost, timeline, terms) };
  const inForce = bound !== null && !bound.void;
  if (baseline.length >= TREND_PERIODS && !inForce) Object.assign(terms, { trend: true, change: 'level and slope' });
  return {
    model: 'gls-ar1',
    terms,
    comparators,
    drift: bound,
    mayImprove: terms.trend || inForce || comparators,
    name: nameOf(terms, comparators, inForce),
  };
}

/**
 * Does the baseline hold a year, from its first value to its last, with few gaps?
 *
 * @example coversYear(timeline)  // true for 52 weeks of which 50 have a value
 */
export function coversYear(timeline: Timeline): boolean {
  const baseline = rowsIn(timeline, 'baseline');
  const year: number = YEAR_PERIODS[timeline.periodLength satisfies PeriodLength];
  const span = (baseline.at(-1)?.t ?? 0) - (baseline[0]?.t ?? 1) + 1;
  return span >= year && baseline.length >= SEASON_COVERAGE * span;
}

function isVoid(atMost: number, timeline: Timeline, terms: Terms): boolean {
  const slope = baselineDrift(timeline, terms);
  return slope.kind === 'interval' && (slope.low > atMost || slope.high < -atMost);
}

function nameOf(terms: Terms, comparators: boolean, driftBound: boolean): string {
  const parts = ['GLS with AR(1) errors (REML)', terms.trend ? 'level, slope and trend' : 'level, no trend'];
  if (driftBound) parts[1] += ', widened by the drift bound';
  if (terms.season) parts.push('annual season');
  if (terms.weekday) parts.push('weekdays');
  if (comparators) parts.push('on the difference from the comparators’ mean');
  return parts.join('; ');
}
