import { formatDay, formatMoney } from '../results/format.ts';
import { kpiOf, primaryComparisons, unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { totalOf } from '../results/totals.ts';
import { left, type Section } from './document.ts';

/** What moved since the run before: the money in a sentence, and each verdict that is another. */
export interface SinceLast {
  summary: string;
  verdicts: { kpi: string; unit: string; was: string; is: string }[];
}

/** What is otherwise than in the last report; null where the ledger knows of none. */
export function sinceLast(results: Results): SinceLast | null {
  const { previous } = results;
  if (previous === null) return null;
  const verdicts = primaryComparisons(results).flatMap(({ kpi, unit, verdict }) => {
    const was = previous.verdicts[kpi]?.[unit];
    if (was === verdict) return [];
    return [{ kpi: kpiOf(results, kpi).label, unit: unitName(results, unit), was: was ?? 'not reported', is: verdict }];
  });
  const count =
    verdicts.length === 0
      ? 'no verdict changed'
      : verdicts.length === 1
        ? 'one verdict changed'
        : `${verdicts.length} verdicts changed`;
  return { summary: `Since the report to ${formatDay(previous.as_of)}: ${moneyWords(results)}; ${count}.`, verdicts };
}

function moneyWords(results: Results): string {
  const before = results.previous!.demonstrated;
  const now = totalOf(results, 'financial', 'net').likely;
  if (before === null || now === null) return 'no cash benefit to compare';
  const moved = now - before;
  if (Math.abs(moved) < 0.5) return 'the amount demonstrated is the same';
  return `${formatMoney(Math.abs(moved), results.program.currency)} ${moved > 0 ? 'more' : 'less'} demonstrated`;
}

/** The same as a part of a report. */
export function sinceLastSection(results: Results): Section | null {
  const since = sinceLast(results);
  if (since === null) return null;
  return {
    kind: 'section',
    id: 'since-last',
    title: 'Since the last report',
    blocks: [
      { kind: 'paragraph', lead: true, text: since.summary },
      ...(since.verdicts.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              caption: 'Verdicts that changed since the last report',
              form: 'cards' as const,
              columns: [left('KPI'), left('Unit'), left('Was'), left('Is')],
              rows: since.verdicts.map(({ kpi, unit, was, is }) => [kpi, unit, was, is]),
            },
          ]),
    ],
  };
}
