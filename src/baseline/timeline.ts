import type { Series } from '../kpi/kpi.ts';
import { addPeriods, periodsBetween } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import { type Phase, phaseOf, type Windows } from './windows.ts';

/** One period that lies in a window and has a value. `t` counts periods from the first day of the baseline; gaps keep counting. */
export interface Row {
  period: string;
  t: number;
  phase: Exclude<Phase, 'outside'>;
  value: number;
  n: number;
  numerator: number | null;
  denominator: number | null;
}

/** A series laid along its windows: what every method reads. */
export interface Timeline {
  periodLength: PeriodLength;
  /** In period order. */
  rows: Row[];
  /** `t` of the period that contains go-live: the first that is no longer baseline. */
  goLive: number;
  /** `t` of the first period after stabilization. */
  postStart: number;
  /** Periods inside a window whose value is undefined, and why. */
  undefinedCells: { period: string; reason: string }[];
}

/**
 * Which values lie in which window, and when?
 *
 * @param series   one unit's cells in period order
 * @param windows  of the same unit and period length
 * @example timelineOf(series, windows).rows[0]  // { period: '2023-07-03', t: 0, phase: 'baseline', value: 71, … }
 */
export function timelineOf(series: Series, windows: Windows): Timeline {
  const { periodLength } = series;
  const start = windows.baseline.from;
  const rows: Row[] = [];
  const undefinedCells: Timeline['undefinedCells'] = [];
  for (const { period, value, n, numerator, denominator, reason } of series.cells) {
    const phase = phaseOf(windows, period);
    if (phase === 'outside') continue;
    if (value === null) undefinedCells.push({ period, reason: reason ?? 'no value' });
    else rows.push({ period, t: periodsBetween(start, period, periodLength), phase, value, n, numerator, denominator });
  }
  const goLive = periodsBetween(start, windows.stabilization.from, periodLength);
  const postStart = periodsBetween(start, addPeriods(windows.stabilization.to, 1, 'day'), periodLength);
  return { periodLength, rows, goLive, postStart, undefinedCells };
}

/**
 * How does a unit differ from the mean of its comparators, period by period?
 *
 * Only periods in which every comparator has a value in the same window stay, so that the mean never changes its members.
 *
 * @param own          the unit's timeline
 * @param comparators  timelines laid along the same go-live, at least one
 * @example differenceFrom(own, [west]).rows[0]?.value  // own value − west's value
 */
export function differenceFrom(own: Timeline, comparators: readonly Timeline[]): Timeline {
  const byPeriod = comparators.map(({ rows }) => new Map(rows.map((row) => [row.period, row])));
  const rows = own.rows.flatMap((row): Row[] => {
    const others = byPeriod.map((periods) => periods.get(row.period));
    let sum = 0;
    for (const other of others) {
      if (other?.phase !== row.phase) return [];
      sum += other.value;
    }
    return [{ ...row, value: row.value - sum / others.length, numerator: null, denominator: null }];
  });
  return { ...own, rows };
}

/** The rows of one window, in order. */
export function rowsIn(timeline: Timeline, phase: Row['phase']): Row[] {
  return timeline.rows.filter((row) => row.phase === phase);
}
