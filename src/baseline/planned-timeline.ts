import { addPeriods } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import { type Row, rowsIn, type Timeline } from './timeline.ts';

/** A day to count weekdays from; nothing else of a planned period depends on when it is. */
const SOME_MONDAY = '2024-01-01';

/**
 * When will there be values, if everything goes as planned? Every period has one; what it will be is not asked.
 *
 * @param baseline  periods before go-live
 * @param gap       stabilization periods, left out
 * @param post      periods after them
 * @example plannedTimeline(52, 12, 52, 'week').rows.length  // 104
 */
export function plannedTimeline(baseline: number, gap: number, post: number, periodLength: PeriodLength): Timeline {
  const rows = Array.from({ length: baseline }, (_, t) => plannedRow(t, 'baseline', periodLength, SOME_MONDAY));
  const timeline = { periodLength, rows, goLive: baseline, postStart: baseline + gap, undefinedCells: [] };
  return withPostAhead(timeline, post);
}

/**
 * The same baseline, with a whole post window to come instead of what of it there is.
 *
 * @param post  periods from the end of stabilization on
 * @example withPostAhead(timeline, 52).rows.at(-1)?.phase  // 'post'
 */
export function withPostAhead(timeline: Timeline, post: number): Timeline {
  const { postStart, periodLength } = timeline;
  const baseline = rowsIn(timeline, 'baseline');
  const [first] = baseline;
  const origin = first === undefined ? SOME_MONDAY : addPeriods(first.period, -first.t, periodLength);
  const ahead = Array.from({ length: post }, (_, i) => plannedRow(postStart + i, 'post', periodLength, origin));
  return { ...timeline, rows: [...baseline, ...ahead] };
}

function plannedRow(t: number, phase: Row['phase'], length: PeriodLength, origin: string): Row {
  return { period: addPeriods(origin, t, length), t, phase, value: 0, n: 0, numerator: null, denominator: null };
}
