import { kpiOf, primaryComparisons, type ResultComparison, type ResultKpi } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';

/** A comparison that says something, with its KPI. */
export interface Judged {
  comparison: ResultComparison;
  kpi: ResultKpi;
}

/**
 * Which comparisons are worth doubting? Those that speak for their KPI and are claimed by a benefit; and what worsened, claimed
 * or not.
 */
export function judgedComparisons(results: Results): Judged[] {
  return primaryComparisons(results)
    .filter(({ verdict, p_adjusted, average }) => average !== null && (p_adjusted !== null || verdict === 'worsened'))
    .map((comparison) => ({ comparison, kpi: kpiOf(results, comparison.kpi) }));
}
