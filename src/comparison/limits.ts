import { badness } from '../baseline/badness.ts';
import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { Direction, Statistic } from '../kpi/kpi.ts';
import { detectSignals } from '../statistics/signals.ts';
import type { Limits, Signal } from './comparison.ts';
import { type ChartName, type Process, processOf } from './process-chart.ts';

/** Process limits of both windows, and the special causes against the frozen ones. */
export interface ProcessBehaviour {
  limits: Limits[];
  signals: Signal[];
}

/**
 * Within which limits did the baseline move, and where did the process leave them afterwards?
 *
 * Limits are computed from the baseline and frozen there; a second set comes from the post window. Signals are those of the
 * stabilization and post periods against the frozen set: towards good is improvement, away from it concern.
 *
 * @param timeline   one series laid along its windows
 * @param direction  which way is better; inside a band nothing is a concern
 * @param statistic  what the values are
 * @param chart      asked for by name; null: as the values demand
 * @returns no limits for a window with fewer than two values, or none that differ
 * @example processBehaviour(timeline, 'decrease', 'median', null).limits[0]?.center
 */
export function processBehaviour(
  timeline: Timeline,
  direction: Direction,
  statistic: Statistic,
  chart: ChartName | null,
): ProcessBehaviour {
  const [frozen, rebased] = (['baseline', 'post'] as const).map((phase) =>
    processOf(rowsIn(timeline, phase), statistic, chart),
  );
  const limits = [
    ...(frozen ? [limitsOver(frozen, 'baseline', timeline.rows)] : []),
    ...(rebased ? [limitsOver(rebased, 'post', rowsIn(timeline, 'post'))] : []),
  ];
  if (!frozen) return { limits, signals: [] };
  const rows = timeline.rows.filter(({ phase }) => phase !== 'baseline');
  const { sought } = frozen;
  const at = rows.map((row) => sought.at(row));
  const found = detectSignals(
    rows.map((row) => sought.value(row)),
    {
      center: sought.center,
      sigma: at.map(({ sigma }) => sigma),
      lower: at.map(({ lower }) => lower),
      upper: at.map(({ upper }) => upper),
    },
  );
  const signals = found.map(({ index, rule, side }): Signal => {
    const row = rows[index]!;
    return { period: row.period, rule, direction: isImprovement(row, side, frozen.center, direction), changeId: null };
  });
  return { limits, signals };
}

function limitsOver({ chart, center, varies, at }: Process, phase: Limits['phase'], rows: readonly Row[]): Limits {
  if (!varies) {
    const { lower, upper } = at(rows[0]!);
    return { phase, chart, center, lower, upper, periods: null };
  }
  const each = rows.filter(({ denominator }) => denominator !== null && denominator > 0);
  const limits = each.map(at);
  return {
    ...{ phase, chart, center },
    lower: limits.map(({ lower }) => lower),
    upper: limits.map(({ upper }) => upper),
    periods: each.map(({ period }) => period),
  };
}

function isImprovement(row: Row, side: 'high' | 'low', center: number, direction: Direction): Signal['direction'] {
  if (direction === 'decrease') return side === 'low' ? 'improvement' : 'concern';
  if (direction === 'increase') return side === 'high' ? 'improvement' : 'concern';
  return badness(row.value, direction) <= badness(center, direction) ? 'improvement' : 'concern';
}
