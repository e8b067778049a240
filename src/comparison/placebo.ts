import { type Method, TREND_PERIODS } from '../baseline/choose-method.ts';
import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { Direction } from '../kpi/kpi.ts';
import { mean } from '../statistics/mean.ts';
import { estimateEffect } from './estimate-effect.ts';
import { LEAST_PERIODS } from './thinness.ts';
import { gainOf, verdictOf } from './verdict.ts';

/** How often the method would have claimed a benefit where nothing went live. */
export interface Placebo {
  /** Feasible dates inside the baseline. */
  dates: number;
  falseImproved: number;
  /** The average "effect" at each date that allowed an answer, in the KPI's unit. */
  effects: PlaceboEffect[];
}

export interface PlaceboEffect {
  /** First day of the period taken for the go-live. */
  period: string;
  estimate: number;
  low: number;
  high: number;
  improved: boolean;
}

/** Which changes would have been called an improvement. */
export interface ClaimRule {
  direction: Direction;
  minimumImportantChange: number | null;
}

/** More dates than this are thinned evenly: neighbouring dates of a daily series tell nothing new. */
const MOST_DATES = 120;

/**
 * How often would the same method have claimed a benefit from nothing?
 *
 * Each date inside the baseline that leaves enough periods on both sides (24 before it for a method with a trend, else 8; 8
 * after a stabilization as long as the real one) is taken for a go-live, with baseline rows only. A claim is either kind
 * of *improved*, not adjusted for its family, and as if the method could make it.
 *
 * @param timeline  only its baseline rows are read
 * @param method    as for the real go-live
 * @param rule      direction and minimum important change
 * @example placeboInTime(timeline, method, { direction: 'decrease', minimumImportantChange: 5 })  // { dates: 35, falseImproved: 1, effects: [...] }
 */
export function placeboInTime(timeline: Timeline, method: Method, rule: ClaimRule): Placebo {
  const dates = thinned(feasibleDates(timeline, method));
  const effects = dates.flatMap((date) => effectAt(asIfLive(timeline, date), method, rule));
  return { dates: dates.length, falseImproved: effects.filter(({ improved }) => improved).length, effects };
}

function feasibleDates(timeline: Timeline, method: Method): number[] {
  const rows = rowsIn(timeline, 'baseline');
  const gap = timeline.postStart - timeline.goLive;
  const before = method.terms.trend ? TREND_PERIODS : LEAST_PERIODS;
  return rows
    .map(({ t }) => t)
    .filter((date, i) => i >= before && rows.filter(({ t }) => t >= date + gap).length >= LEAST_PERIODS);
}

function asIfLive(timeline: Timeline, date: number): Timeline {
  const postStart = date + timeline.postStart - timeline.goLive;
  const phaseAt = (t: number): Row['phase'] => (t < date ? 'baseline' : t < postStart ? 'stabilization' : 'post');
  const rows = rowsIn(timeline, 'baseline').map((row) => ({ ...row, phase: phaseAt(row.t) }));
  return { ...timeline, rows, goLive: date, postStart };
}

function effectAt(timeline: Timeline, method: Method, rule: ClaimRule): PlaceboEffect[] {
  const effect = estimateEffect(timeline, method);
  if ('kind' in effect) return [];
  const postMean = mean(rowsIn(timeline, 'post').map(({ value }) => value));
  const { verdict } = verdictOf({
    blocked: [],
    thin: null,
    gain: gainOf(effect.average, rule.direction, postMean),
    minimumImportantChange: rule.minimumImportantChange,
    mayImprove: true,
    trendAlone: false,
    pAdjusted: null,
  });
  const { estimate, low, high } = effect.average;
  const period = timeline.rows.find(({ t }) => t === timeline.goLive)!.period;
  const improved = verdict === 'improved' || verdict === 'improved, size uncertain';
  return [{ period, estimate, low, high, improved }];
}

function thinned(dates: readonly number[]): number[] {
  const step = Math.max(1, dates.length / MOST_DATES);
  return Array.from({ length: Math.min(dates.length, MOST_DATES) }, (_, i) => dates[Math.floor(i * step)]!);
}
