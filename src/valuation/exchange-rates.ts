import { isCivilDay } from './civil-days.ts';
import { parseTable, readNumber } from './parse-table.ts';

/** What one unit of a currency costs in the program's, by the day from which it holds; in order of days. */
export type ExchangeRates = ReadonlyMap<string, readonly { date: string; rate: number }[]>;

/**
 * Which exchange rates does a file state?
 *
 * @param text  CSV with the columns `date` (the day from which the rate holds), `currency` and `rate` (what one unit of it is
 *              worth in the program's currency); `source` is for people
 * @param file  its name in problems
 * @throws `valuation.table` with every problem, each with line and column
 * @example parseExchangeRates('date,currency,rate\n2024-01-01,EUR,1.09\n', 'exchange.csv').get('EUR')?.length  // 1
 */
export function parseExchangeRates(text: string, file: string): ExchangeRates {
  const table = parseTable(text, file, ['date', 'currency', 'rate']);
  const rates = new Map<string, { date: string; rate: number }[]>();
  for (const row of table.rows) {
    const [date, currency] = [row['date']!.text.trim(), row['currency']!.text.trim()];
    const rate = readNumber(table, row['rate']!);
    if (!isCivilDay(date)) table.complain(row['date']!, `«${date}» is not a day`, 'write it as 2025-07-01');
    if (!/^[A-Z]{3}$/.test(currency)) {
      table.complain(row['currency']!, `«${currency}» is not a currency code`, 'write the ISO 4217 code, such as EUR');
    }
    if (rate <= 0) table.complain(row['rate']!, `${rate} is no exchange rate`, 'write a positive number');
    const own = rates.get(currency) ?? [];
    if (own.some((other) => other.date === date)) {
      table.complain(row['date']!, `${currency} has two rates from ${date}`, 'keep one of the rows');
    }
    rates.set(currency, [...own, { date, rate }]);
  }
  table.check();
  for (const own of rates.values()) own.sort((a, b) => a.date.localeCompare(b.date));
  return rates;
}

/**
 * What is one unit of a currency worth on a day?
 *
 * @param rates  null where the program has none
 * @returns in the program's currency; null before the first rate, or for a currency without one
 * @example rateOn(new Map([['EUR', [{ date: '2024-01-01', rate: 1.09 }]]]), 'EUR', '2024-05-02')  // 1.09
 */
export function rateOn(rates: ExchangeRates | null, currency: string, day: string): number | null {
  return rates?.get(currency)?.findLast(({ date }) => date <= day)?.rate ?? null;
}
