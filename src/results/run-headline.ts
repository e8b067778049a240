import { primaryComparisons } from './lookup.ts';
import type { Results } from './schema.ts';
import { totalOf } from './totals.ts';

/** What the ledger remembers of a run, so that the next one can say what moved. */
export type RunHeadline = Pick<NonNullable<Results['previous']>, 'demonstrated' | 'verdicts'>;

/**
 * The few facts of a run that the next report is compared with.
 *
 * @example runHeadline(results).verdicts['stat_report']['main/imaging']  // 'improved'
 */
export function runHeadline(results: Results): RunHeadline {
  const verdicts: RunHeadline['verdicts'] = {};
  for (const { kpi, unit, verdict } of primaryComparisons(results)) {
    verdicts[kpi] = { ...verdicts[kpi], [unit]: verdict };
  }
  return { demonstrated: totalOf(results, 'financial', 'net').likely, verdicts };
}
