import { isCivilDay } from './civil-days.ts';
import type { DatedFlow } from './flow.ts';
import { parseTable, readNumber } from './parse-table.ts';

/** A cash flow as a file states it: on days, or in numbered periods. Several rows may share a day or a period. */
export type FlowFile =
  | { kind: 'dated'; flows: DatedFlow[] }
  | { kind: 'periodic'; flows: { period: number; amount: number }[] };

/**
 * What flows does a CSV file state?
 *
 * @param text  columns `amount` and either `date` (YYYY-MM-DD) or `period` (whole numbers); benefits positive, costs negative
 * @param file  as it should be named in problems
 * @returns the rows, in order of date or period
 * @throws `valuation.table` with every problem, each with its line
 * @example parseFlows('period,amount\n0,-100\n1,110\n', 'flows.csv').flows.length  // 2
 */
export function parseFlows(text: string, file: string): FlowFile {
  const table = parseTable(text, file, ['amount']);
  const dated = table.columns.includes('date');
  if (dated === table.columns.includes('period')) {
    const message = dated
      ? 'both «date» and «period» stand in the header'
      : 'neither «date» nor «period» stands in the header';
    table.complain({ line: 1, column: 1 }, message, 'keep one of them: days YYYY-MM-DD, or whole numbers');
    table.check();
  }
  if (table.rows.length === 0)
    table.complain({ line: 1, column: 1 }, 'no flow stands under the header', 'add one row a flow');
  const when = table.rows.map((row) => row[dated ? 'date' : 'period']!);
  for (const cell of when) {
    const given = cell.text.trim();
    if (dated ? isCivilDay(given) : /^-?\d{1,9}$/.test(given)) continue;
    table.complain(
      cell,
      `«${cell.text}» is not a ${dated ? 'day' : 'whole number'}`,
      `write it as ${dated ? '2025-07-01' : '0, 1, 2, …'}`,
    );
  }
  const amounts = table.rows.map((row) => readNumber(table, row['amount']!));
  table.check();
  const places = when.map(({ text: place }) => place.trim());
  if (dated) {
    const flows = places.map((date, i) => ({ date, amount: amounts[i]! }));
    return { kind: 'dated', flows: flows.sort((a, b) => a.date.localeCompare(b.date)) };
  }
  const flows = places.map((period, i) => ({ period: Number(period), amount: amounts[i]! }));
  return { kind: 'periodic', flows: flows.sort((a, b) => a.period - b.period) };
}
