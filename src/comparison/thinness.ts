import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { Statistic } from '../kpi/kpi.ts';

/** Fewest periods a side, and fewest items a period, that an effect is estimated from (measurement rules, §2). */
export const LEAST_PERIODS = 8;
const LEAST_ITEMS = 10;

/**
 * Are there too few data for a verdict?
 *
 * Fewer than 8 periods a side; or, where a period's value is estimated from items (mean, median, other percentiles,
 * proportion), a median of fewer than 10 items a period on either side. A total, a rate or a ratio of exposure is counted,
 * not estimated from items, and has no such limit.
 *
 * @param timeline   the unit's own
 * @param statistic  what the values are
 * @returns why, as a sentence; null where there are enough
 * @example thinness(timeline, 'median')  // 'only 6 post periods have a value; 8 are needed'
 */
export function thinness(timeline: Timeline, statistic: Statistic): string | null {
  for (const phase of ['baseline', 'post'] as const) {
    const rows = rowsIn(timeline, phase);
    if (rows.length < LEAST_PERIODS) return tooFewPeriods(rows.length, phase, timeline);
    const items = rows.map((row) => itemsOf(row, statistic)).sort((a, b) => a - b);
    const middle = (items[(items.length - 1) >> 1]! + items[items.length >> 1]!) / 2;
    if (middle < LEAST_ITEMS) {
      // How many exactly is a count of few people, and this sentence is read in reports.
      return `a typical ${phase} period holds fewer than the ${LEAST_ITEMS} items needed to estimate a ${statistic}`;
    }
  }
  return null;
}

function itemsOf({ n, denominator }: Row, statistic: Statistic): number {
  if (statistic === 'total' || statistic === 'rate' || statistic === 'ratio') return Number.POSITIVE_INFINITY;
  return statistic === 'proportion' ? (denominator ?? n) : n;
}

function tooFewPeriods(count: number, phase: Row['phase'], { undefinedCells }: Timeline): string {
  const some = count === 0 ? 'no' : `only ${count}`;
  const undefinedNote =
    undefinedCells.length === 0 ? '' : ` (${undefinedCells.length} more have none: ${undefinedCells[0]!.reason})`;
  return `${some} ${phase} period${count === 1 ? ' has' : 's have'} a value; ${LEAST_PERIODS} are needed${undefinedNote}`;
}
