import { nearest } from '../errors.ts';
import type { Program } from '../program/program.ts';
import { isCivilDay } from './civil-days.ts';
import { type ExchangeRates, rateOn } from './exchange-rates.ts';
import { parseTable, readNumber, type Table, type TableCell } from './parse-table.ts';

/** What money was spent on; business cases often forget some of it (auditors' lists), so its absence is worth a question. */
export const COST_CATEGORIES = {
  licence: { oftenForgotten: false },
  maintenance: { oftenForgotten: false },
  hosting: { oftenForgotten: false },
  hardware: { oftenForgotten: false },
  implementation: { oftenForgotten: false },
  interface: { oftenForgotten: false },
  training: { oftenForgotten: true },
  retraining: { oftenForgotten: false },
  'support escalation': { oftenForgotten: false },
  patch: { oftenForgotten: false },
  'workflow redesign': { oftenForgotten: false },
  'vendor coordination': { oftenForgotten: false },
  'dual running': { oftenForgotten: true },
  decommissioning: { oftenForgotten: true },
  'internal time': { oftenForgotten: true },
  contingency: { oftenForgotten: false },
  other: { oftenForgotten: false },
} as const;
export type CostCategory = keyof typeof COST_CATEGORIES;

const CATEGORY_NAMES = Object.keys(COST_CATEGORIES) as CostCategory[];

/** The prices an amount is stated in: those of its own day, or those of a year. */
export type PriceBasis = 'nominal' | number;

/** One dated payment, or one that is planned. */
export interface CostLine {
  /** In costs.csv. */
  line: number;
  date: string;
  /** In the program's currency. A cost is positive; a refund or a credit is negative. */
  amount: number;
  /** As it was written, where that is another currency. */
  foreign: { amount: number; currency: string; rate: number } | null;
  priceBasis: PriceBasis;
  category: CostCategory;
  /** Null for a cost of the whole program. */
  deployment: string | null;
  recurring: boolean;
  status: 'planned' | 'actual';
  type: 'capital' | 'revenue';
}

const REQUIRED = ['date', 'amount', 'price_basis', 'category', 'status'];

/**
 * What did the program cost, and what was planned?
 *
 * Every row is one dated payment: a recurring cost has a row for each time it falls due. `currency`, `deployment`,
 * `recurring` (yes or no) and `type` (capital or revenue) may be left out: then it is the program's currency, the whole
 * program, no, and revenue. Another currency is converted: money of a day at that day's rate, money in the prices of a year at
 * the rate of its middle, 1 July.
 *
 * @param text     of costs.csv
 * @param file     its name in problems
 * @param program  for its currency and deployments
 * @param rates    of other currencies; null where the program has none
 * @returns payments in order of date
 * @throws `valuation.table` with every problem, each with line and column
 * @example readCosts('date,amount,price_basis,category,status\n2024-07-01,24600,2024,licence,actual\n', 'costs.csv', program)
 */
export function readCosts(
  text: string,
  file: string,
  program: Pick<Program, 'currency' | 'deployments'>,
  rates: ExchangeRates | null = null,
): CostLine[] {
  const table = parseTable(text, file, REQUIRED);
  const deployments = program.deployments.map(({ id }) => id);
  const lines = table.rows.map((row): CostLine => {
    const date = row['date']!;
    if (!isCivilDay(date.text.trim())) table.complain(date, `«${date.text}» is not a day`, 'write it as 2025-07-01');
    const priceBasis = readPriceBasis(table, row['price_basis']!);
    const day = date.text.trim();
    const paid = {
      amount: readNumber(table, row['amount']!),
      day: priceBasis === 'nominal' ? day : `${priceBasis}-07-01`,
    };
    return {
      line: date.line,
      date: day,
      ...converted(table, row['currency'], paid, program.currency, rates),
      priceBasis,
      category: oneOf(table, row['category']!, CATEGORY_NAMES, 'other'),
      deployment: isBlank(row['deployment']) ? null : oneOf(table, row['deployment']!, deployments, ''),
      recurring: !isBlank(row['recurring']) && oneOf(table, row['recurring']!, ['yes', 'no'], 'no') === 'yes',
      status: oneOf(table, row['status']!, ['planned', 'actual'], 'actual'),
      type: isBlank(row['type']) ? 'revenue' : oneOf(table, row['type']!, ['capital', 'revenue'], 'revenue'),
    };
  });
  table.check();
  return lines.sort((a, b) => a.date.localeCompare(b.date) || a.line - b.line);
}

function isBlank(cell: TableCell | undefined): boolean {
  return cell === undefined || cell.text.trim() === '';
}

/** An amount in the program's currency; another one needs a rate that holds on its day. */
function converted(
  table: Table,
  cell: TableCell | undefined,
  { amount, day }: { amount: number; day: string },
  own: string,
  rates: ExchangeRates | null,
): Pick<CostLine, 'amount' | 'foreign'> {
  if (isBlank(cell) || cell!.text.trim() === own) return { amount, foreign: null };
  const currency = cell!.text.trim();
  const rate = rateOn(rates, currency, day);
  if (rate !== null) return { amount: amount * rate, foreign: { amount, currency, rate } };
  const hint =
    rates === null
      ? `state it in ${own}, or name a file of exchange rates under «exchange» in program.yaml`
      : `add its rate of ${day} or earlier to the exchange rates, or state it in ${own}`;
  table.complain(cell!, `«${cell!.text}» has no exchange rate on ${day}`, hint);
  return { amount, foreign: null };
}

function readPriceBasis(table: Table, cell: TableCell): PriceBasis {
  const text = cell.text.trim();
  if (text === 'nominal') return text;
  if (/^(19|20)\d\d$/.test(text)) return Number(text);
  table.complain(cell, `«${cell.text}» is no price basis`, 'write nominal (money of its day) or a year such as 2024');
  return 'nominal';
}

function oneOf<T extends string>(table: Table, cell: TableCell, valid: readonly T[], otherwise: T | ''): T {
  const text = cell.text.trim().toLowerCase();
  const found = valid.find((one) => one === text);
  if (found === undefined) {
    const near = nearest(text, valid);
    const hint = near === null ? `write one of ${valid.join(', ')}` : `did you mean «${near}»?`;
    table.complain(cell, text === '' ? 'the cell is empty' : `«${cell.text}» is not known here`, hint);
  }
  // The value stands in only until `check` refuses the table.
  return found ?? (otherwise as T);
}
