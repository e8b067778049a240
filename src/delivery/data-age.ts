import type { Results } from '../results/schema.ts';

/** Where the data of a KPI ends, and how long that is before the day it is judged on. */
export interface DataEnd {
  kpi: string;
  label: string;
  /** First day of the last period with rows. */
  period: string;
  days: number;
}

const DAY_MS = 86_400_000;
const PERIOD_DAYS = { day: 1, week: 7, month: 31 };

/**
 * Where does the data of each KPI end?
 *
 * An extract that is not renewed shows as a series that stops. The last period counts to its end, so age is never overstated.
 *
 * @returns one per KPI that has rows at all, oldest first
 * @example dataEnds(results)[0]  // { kpi: 'reads', label: 'Reads bought', period: '2026-05-04', days: 21 }
 */
export function dataEnds({ as_of: asOf, kpis, series }: Results): DataEnd[] {
  const last = new Map<string, string>();
  for (const { kpi, n, period } of series) {
    if (n !== 0 && period > (last.get(kpi) ?? '')) last.set(kpi, period);
  }
  return kpis
    .flatMap(({ id, label, period: length }) => {
      const period = last.get(id);
      if (period === undefined) return [];
      const age = Math.round((Date.parse(asOf) - Date.parse(period)) / DAY_MS);
      return [{ kpi: id, label, period, days: Math.max(0, age - PERIOD_DAYS[length] + 1) }];
    })
    .sort((a, b) => b.days - a.days);
}
