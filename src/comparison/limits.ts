import { badness } from '../baseline/badness.ts';
import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { Direction, Statistic } from '../kpi/kpi.ts';
import { proportionLimits, rateLimits } from '../statistics/attribute-limits.ts';
import { detectSignals } from '../statistics/signals.ts';
import { xmrLimits } from '../statistics/xmr.ts';
import type { Limits, Signal } from './comparison.ts';
import { ratePer } from './count-effect.ts';

/** Process limits of both windows, and the special causes against the frozen ones. */
export interface ProcessBehaviour {
  limits: Limits[];
  signals: Signal[];
}

/**
 * Within which limits did the baseline move, and where did the process leave them afterwards?
 *
 * Limits are computed from the baseline and frozen there; a second set comes from the post window. Shares and rates with their
 * counts get P′ and U′ limits (Laney), which follow each period's denominator; everything else XmR. Signals are those of the
 * stabilization and post periods against the frozen set: towards good is improvement, away from it concern.
 *
 * @param timeline   one series laid along its windows
 * @param direction  which way is better; inside a band nothing is a concern
 * @param statistic  what the values are
 * @returns no limits for a window with fewer than two values, or none that differ
 * @source  statistics/xmr.ts, attribute-limits.ts
 * @example processBehaviour(timeline, 'decrease', 'median').limits[0]?.center
 */
export function processBehaviour(timeline: Timeline, direction: Direction, statistic: Statistic): ProcessBehaviour {
  const [frozen, rebased] = (['baseline', 'post'] as const).map((phase) =>
    processOf(rowsIn(timeline, phase), statistic),
  );
  const limits = [
    ...(frozen ? [limitsOver(frozen, 'baseline', timeline.rows)] : []),
    ...(rebased ? [limitsOver(rebased, 'post', rowsIn(timeline, 'post'))] : []),
  ];
  if (!frozen) return { limits, signals: [] };
  const rows = timeline.rows.filter(({ phase }) => phase !== 'baseline');
  const at = rows.map((row) => frozen.at(row));
  const found = detectSignals(
    rows.map(({ value }) => value),
    {
      center: frozen.center,
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

/** How a process moves while nothing special happens. */
interface Process {
  chart: string;
  center: number;
  /** Whether limits depend on the period's denominator. */
  varies: boolean;
  at(row: Row): { sigma: number; lower: number; upper: number };
}

function processOf(rows: readonly Row[], statistic: Statistic): Process | null {
  return countProcess(rows, statistic) ?? valueProcess(rows);
}

function valueProcess(rows: readonly Row[]): Process | null {
  const found = xmrLimits(rows.map(({ value }) => value));
  if (found.kind === 'inconclusive') return null;
  const { center, sigma, lower, upper } = found;
  return { chart: 'XmR', center, varies: false, at: () => ({ sigma, lower, upper }) };
}

/** Null for what is no share or rate, or has periods without their counts (differences, standardised values). */
function countProcess(rows: readonly Row[], statistic: Statistic): Process | null {
  if (statistic !== 'proportion' && statistic !== 'rate') return null;
  const counted = rows.every(
    ({ numerator, denominator }) => numerator !== null && denominator !== null && denominator > 0,
  );
  if (!counted || (statistic === 'proportion' && rows.some((row) => row.numerator! > row.denominator!))) return null;
  const per = ratePer(rows);
  const limitsOf = statistic === 'proportion' ? proportionLimits : rateLimits;
  const found = limitsOf(
    rows.map(({ numerator }) => numerator!),
    rows.map(({ denominator }) => denominator! / per),
  );
  if (found.kind === 'inconclusive') return null;
  const { center } = found;
  const chart = statistic === 'proportion' ? 'P′' : 'U′';
  return { chart, center, varies: true, at: (row) => found.at((row.denominator ?? 0) / per) };
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
