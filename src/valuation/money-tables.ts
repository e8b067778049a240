import type { Program } from '../program/program.ts';
import { parseExchangeRates } from './exchange-rates.ts';
import { type PriceIndex, parsePriceIndex } from './price-index.ts';
import { type CostLine, readCosts } from './read-costs.ts';

/** The tables beside program.yaml that money is made from; null where the program names none. */
export interface MoneyTables {
  costs: CostLine[] | null;
  priceIndex: PriceIndex | null;
}

/**
 * Do the costs, the price index and the exchange rates read?
 *
 * @param texts  of the files that the program names; null for the others
 * @throws `valuation.table` with every problem of a file, each with line and column
 * @example readMoneyTables(program, { costs: text, prices: null, exchange: null }).costs?.length
 */
export function readMoneyTables(
  program: Program,
  texts: Record<'costs' | 'prices' | 'exchange', string | null>,
): MoneyTables {
  const rates = texts.exchange === null ? null : parseExchangeRates(texts.exchange, program.exchange!);
  return {
    costs: texts.costs === null ? null : readCosts(texts.costs, program.costs!, program, rates),
    priceIndex: texts.prices === null ? null : parsePriceIndex(texts.prices, program.prices!),
  };
}
