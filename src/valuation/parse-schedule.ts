import type { DiscountSchedule } from './discount-factor.ts';
import { parseTable, readNumber } from './parse-table.ts';

/**
 * Which discount rates does a CSV file state?
 *
 * @param text  columns `from_year` (years after the base, the first 0, rising) and `rate` (0.035 = 3.5 % a year)
 * @param file  as it should be named in problems
 * @throws `valuation.table` with every problem, each with its line
 * @example parseSchedule('from_year,rate\n0,0.035\n30,0.03\n', 'rates.csv').steps.length  // 2
 */
export function parseSchedule(text: string, file: string): Pick<DiscountSchedule, 'name' | 'steps'> {
  const table = parseTable(text, file, ['from_year', 'rate']);
  const steps = table.rows.map((row) => ({
    fromYear: readNumber(table, row['from_year']!),
    rate: readNumber(table, row['rate']!),
  }));
  if (steps.length === 0)
    table.complain({ line: 1, column: 1 }, 'no rate stands under the header', 'begin with year 0');
  table.rows.forEach((row, i) => {
    const { fromYear, rate } = steps[i]!;
    if (i === 0 && fromYear !== 0) table.complain(row['from_year']!, 'the first rate must hold from year 0', 'write 0');
    if (i > 0 && fromYear <= steps[i - 1]!.fromYear) {
      table.complain(
        row['from_year']!,
        `year ${fromYear} does not follow ${steps[i - 1]!.fromYear}`,
        'put the years in rising order',
      );
    }
    if (rate <= -1 || rate >= 1) table.complain(row['rate']!, `${rate} is not a rate`, 'write 0.035 for 3.5 % a year');
  });
  table.check();
  return { name: file, steps };
}
