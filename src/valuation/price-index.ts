import { parseTable, readNumber } from './parse-table.ts';

/** Level of prices by year; only ratios of it matter. */
export type PriceIndex = ReadonlyMap<number, number>;

/**
 * Which price levels does a file state?
 *
 * @param text  CSV with the columns `year` and `index`, such as a GDP deflator; `source` is for people
 * @param file  its name in problems
 * @throws `valuation.table` with every problem, each with line and column
 * @example parsePriceIndex('year,index\n2024,100\n2025,102.4\n', 'prices.csv').get(2025)  // 102.4
 */
export function parsePriceIndex(text: string, file: string): PriceIndex {
  const table = parseTable(text, file, ['year', 'index']);
  const levels = new Map<number, number>();
  for (const row of table.rows) {
    const [year, level] = [readNumber(table, row['year']!), readNumber(table, row['index']!)];
    if (!Number.isInteger(year)) table.complain(row['year']!, `«${year}» is not a year`, 'write one row a year');
    if (levels.has(year)) table.complain(row['year']!, `${year} stands twice`, 'keep one of the rows');
    if (level <= 0) table.complain(row['index']!, `${level} is no price level`, 'write a positive number');
    levels.set(year, level);
  }
  table.check();
  return levels;
}

/**
 * By which factor does money in one year's prices become money in another's?
 *
 * @param index  null where the program has none
 * @returns 1 for the same year; null where the index does not reach
 * @example priceFactor(new Map([[2024, 100], [2025, 102.4]]), 2024, 2025)  // 1.024
 */
export function priceFactor(index: PriceIndex | null, from: number, to: number): number | null {
  if (from === to) return 1;
  const [start, end] = [index?.get(from), index?.get(to)];
  return start === undefined || end === undefined ? null : end / start;
}
