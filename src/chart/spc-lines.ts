import { formatNumber } from '../results/format.ts';
import type { ResultComparison, ResultKpi, ResultSeriesCell } from '../results/lookup.ts';
import { measureOf } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { COLOURS } from './theme.ts';

/** A horizontal stretch of a process chart, in the unit shown. One with a label is named at the right edge. */
export interface LevelLine {
  kind:
    | 'limit'
    | 'center'
    | 'frozen limit'
    | 'frozen center'
    | 'rebased limit'
    | 'rebased center'
    | 'target'
    | 'counterfactual';
  from: string;
  to: string;
  y: number;
  label: string | null;
}

const SOLID = [1, 0];

/** How each kind of line is drawn. */
export const LINES: Record<LevelLine['kind'], { color: string; strokeWidth: number; strokeDash: number[] }> = {
  limit: { color: COLOURS.muted, strokeWidth: 1, strokeDash: SOLID },
  center: { color: COLOURS.muted, strokeWidth: 1.5, strokeDash: SOLID },
  'rebased limit': { color: COLOURS.rule, strokeWidth: 1, strokeDash: SOLID },
  'rebased center': { color: COLOURS.rule, strokeWidth: 1.5, strokeDash: SOLID },
  'frozen limit': { color: COLOURS.muted, strokeWidth: 1, strokeDash: [2, 3] },
  'frozen center': { color: COLOURS.muted, strokeWidth: 1.5, strokeDash: [2, 3] },
  target: { color: COLOURS.ink, strokeWidth: 1, strokeDash: [10, 3, 2, 3] },
  counterfactual: { color: COLOURS.ink, strokeWidth: 2, strokeDash: [7, 4] },
};

type Limits = Results['limits'][number];

/** The baseline's limits of a comparison; null where it has none. */
export function baselineLimits(results: Results, key: ResultComparison): Limits | null {
  return limitsOf(results, key, 'baseline');
}

function limitsOf(results: Results, key: ResultComparison, phase: Limits['phase']): Limits | null {
  const own = results.limits.filter((l) => l.phase === phase && l.kpi === key.kpi && l.unit === key.unit);
  return own.find((l) => l.statistic === key.statistic && l.adjustment === key.adjustment) ?? null;
}

/**
 * Which levels does a process chart draw? The baseline's centre and limits, the same frozen over the later periods, those of
 * the post window (the rebase), the target, and what the post-stabilization mean would have been without the deployment.
 *
 * @param cells     the series, in period order, at least one
 * @param end       the day after its last period
 * @param decimals  shown in the labels
 */
export function levelLines(
  results: Results,
  comparison: ResultComparison,
  kpi: ResultKpi,
  cells: readonly ResultSeriesCell[],
  end: string,
  decimals: number,
): LevelLine[] {
  const { factor } = measureOf(kpi);
  const limits = baselineLimits(results, comparison);
  const lines = limits === null ? [] : limitLines(withinReach(limits, kpi, cells), cells, end);
  const rebased = limitsOf(results, comparison, 'post');
  if (rebased !== null) lines.push(...rebasedLines(withinReach(rebased, kpi, cells), cells, end));
  if (kpi.target !== null) {
    lines.push({ kind: 'target', from: cells[0]!.period, to: end, y: kpi.target, label: 'target' });
  }
  const post = cells.find((cell) => cell.phase === 'post');
  if (comparison.post !== null && comparison.average !== null && post !== undefined) {
    const y = comparison.post - comparison.average.estimate;
    lines.push({ kind: 'counterfactual', from: post.period, to: end, y, label: 'without it' });
  }
  return lines.map((line) => {
    const y = line.y * factor;
    return { ...line, y, label: line.label === null ? null : `${line.label} ${formatNumber(y, decimals)}` };
  });
}

/**
 * Without the limits that no value can reach: below zero where nothing is negative; above one for a share, and for a ratio
 * whose values touch one and never pass it, as availability does.
 */
function withinReach(limits: Limits, kpi: ResultKpi, cells: readonly ResultSeriesCell[]): Limits {
  const values = cells.flatMap(({ value }) => value ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const capped = kpi.unit === '1' && (kpi.statistic === 'proportion' || (kpi.statistic === 'ratio' && most === 1));
  const beyond = (level: Limits['upper'], out: (level: number) => boolean) => typeof level === 'number' && out(level);
  return {
    ...limits,
    lower: least >= 0 && beyond(limits.lower, (level) => level < 0) ? null : limits.lower,
    upper: capped && beyond(limits.upper, (level) => level > 1) ? null : limits.upper,
  };
}

/** Without labels: the frozen limits, against which signals are read, have theirs at the same edge. */
function rebasedLines(
  { center, lower, upper, periods }: Limits,
  cells: readonly ResultSeriesCell[],
  to: string,
): LevelLine[] {
  const from = cells.find((cell) => cell.phase === 'post')?.period;
  if (from === undefined) return [];
  const line = (kind: LevelLine['kind'], level: Limits['lower']): LevelLine[] => {
    if (typeof level === 'number') return [{ kind, from, to, y: level, label: null }];
    const steps = periods ?? [];
    return (level ?? []).map((y, i) => ({
      kind,
      from: steps[i] ?? from,
      to: stepEnd(steps[i] ?? from, cells, to),
      y,
      label: null,
    }));
  };
  return [...line('rebased center', center), ...line('rebased limit', lower), ...line('rebased limit', upper)];
}

/** A step ends where the next period begins, whether that has a limit of its own or its count is withheld. */
function stepEnd(from: string, cells: readonly ResultSeriesCell[], end: string): string {
  return cells.find(({ period }) => period > from)?.period ?? end;
}

function limitLines(limits: Limits, cells: readonly ResultSeriesCell[], end: string): LevelLine[] {
  const baseline = cells.filter((cell) => cell.phase === 'baseline').map((cell) => cell.period);
  const first = baseline[0];
  if (first === undefined) return [];
  const turn = cells.find((cell) => cell.period > baseline.at(-1)!)?.period ?? end;
  const stretch = (label: string, level: number | number[] | null, kind: 'limit' | 'center'): LevelLine[] => {
    if (level === null) return [];
    if (typeof level === 'number') {
      const frozen: LevelLine = { kind: `frozen ${kind}`, from: turn, to: end, y: level, label };
      return [
        { kind, from: first, to: turn, y: level, label: turn === end ? label : null },
        ...(turn === end ? [] : [frozen]),
      ];
    }
    // Limits that follow each period's n: a step a period; the last one carries the name.
    return (limits.periods ?? []).map((from, i, all) => ({
      kind: from < turn ? kind : (`frozen ${kind}` as const),
      from,
      to: stepEnd(from, cells, end),
      y: level[i]!,
      label: i === all.length - 1 ? label : null,
    }));
  };
  return [
    ...stretch('upper limit', limits.upper, 'limit'),
    ...stretch('mean', limits.center, 'center'),
    ...stretch('lower limit', limits.lower, 'limit'),
  ];
}
