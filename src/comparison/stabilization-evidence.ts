import { rowsIn, type Timeline } from '../baseline/timeline.ts';
import { detectSignals } from '../statistics/signals.ts';
import { xmrLimits } from '../statistics/xmr.ts';

/** Periods in a row without a special cause that show a process has settled. */
const SETTLED_PERIODS = 8;

/**
 * From which period on had the process settled after go-live?
 *
 * The first period from which 8 successive ones show no special cause against limits computed from the post process.
 * A declared end earlier than that deserves a warning, no more: autocorrelation alone flags 14–36 % of stable series.
 *
 * @param timeline  stabilization and post rows are read
 * @returns t of that period; null where no 8 such periods exist or the post process has no limits
 * @example settledFrom(timeline)  // 60
 */
export function settledFrom(timeline: Timeline): number | null {
  const limits = xmrLimits(rowsIn(timeline, 'post').map(({ value }) => value));
  if (limits.kind === 'inconclusive') return null;
  const rows = timeline.rows.filter(({ phase }) => phase !== 'baseline');
  for (let first = 0; first + SETTLED_PERIODS <= rows.length; first++) {
    const stretch = rows.slice(first, first + SETTLED_PERIODS).map(({ value }) => value);
    if (detectSignals(stretch, limits).length === 0) return rows[first]!.t;
  }
  return null;
}
