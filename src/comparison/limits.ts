import { badness } from '../baseline/badness.ts';
import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { Direction } from '../kpi/kpi.ts';
import { detectSignals } from '../statistics/signals.ts';
import { xmrLimits } from '../statistics/xmr.ts';
import type { Limits, Signal } from './comparison.ts';

/** Process limits of both windows, and the special causes against the frozen ones. */
export interface ProcessBehaviour {
  limits: Limits[];
  signals: Signal[];
}

/**
 * Within which limits did the baseline move, and where did the process leave them afterwards?
 *
 * XmR limits are computed from the baseline and frozen there; a second set comes from the post window. Signals are those
 * of the stabilization and post periods against the frozen set: towards good is improvement, away from it concern.
 *
 * @param timeline   one series laid along its windows
 * @param direction  which way is better; inside a band nothing is a concern
 * @returns no limits for a window with fewer than two values, or none that differ
 * @example processBehaviour(timeline, 'decrease').limits[0]?.center
 */
export function processBehaviour(timeline: Timeline, direction: Direction): ProcessBehaviour {
  const frozen = xmrLimits(rowsIn(timeline, 'baseline').map(({ value }) => value));
  const limits = (['baseline', 'post'] as const).flatMap((phase): Limits[] => {
    const found = xmrLimits(rowsIn(timeline, phase).map(({ value }) => value));
    if (found.kind === 'inconclusive') return [];
    const { center, lower, upper } = found;
    return [{ phase, chart: 'XmR', center, lower, upper }];
  });
  if (frozen.kind === 'inconclusive') return { limits, signals: [] };
  const rows = timeline.rows.filter(({ phase }) => phase !== 'baseline');
  const signals = detectSignals(
    rows.map(({ value }) => value),
    frozen,
  ).map(({ index, rule, side }): Signal => {
    const row = rows[index]!;
    return { period: row.period, rule, direction: isImprovement(row, side, frozen.center, direction), changeId: null };
  });
  return { limits, signals };
}

function isImprovement(row: Row, side: 'high' | 'low', center: number, direction: Direction): Signal['direction'] {
  if (direction === 'decrease') return side === 'low' ? 'improvement' : 'concern';
  if (direction === 'increase') return side === 'high' ? 'improvement' : 'concern';
  return badness(row.value, direction) <= badness(center, direction) ? 'improvement' : 'concern';
}
