import { changesAlong } from '../chart/change-marks.ts';
import { formatDay } from '../results/format.ts';
import { type ResultComparison, seriesOf } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';

/**
 * What else happened along a series, and how often did it signal within a fortnight of that? One sentence a change.
 *
 * @example changeNotes(results, comparison)  // ['15 Jul 2024, change C-133: Worklist rules corrected. 3 signals stand beside it.']
 */
export function changeNotes(results: Results, comparison: ResultComparison): string[] {
  const { kpi, unit, statistic, adjustment } = comparison;
  const first = seriesOf(results, comparison)[0]?.period;
  if (first === undefined) return [];
  return changesAlong(results, comparison, first, results.as_of).map(({ id, date, description }) => {
    const beside = results.signals.filter(
      (s) =>
        s.change_id === id &&
        s.kpi === kpi &&
        s.unit === unit &&
        s.statistic === statistic &&
        s.adjustment === adjustment,
    ).length;
    const signals = beside === 0 ? 'No signal stands' : beside === 1 ? '1 signal stands' : `${beside} signals stand`;
    return `${formatDay(date)}, change ${id}: ${description}. ${signals} beside it.`;
  });
}
