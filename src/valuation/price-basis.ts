import type { Program } from '../program/program.ts';
import type { Discount } from '../program/register.ts';
import { type PriceIndex, priceFactor } from './price-index.ts';
import type { CostLine } from './read-costs.ts';

/** The prices that an appraisal adds up in, and the index that brings money to them. */
export interface PriceBasisRules {
  program: Pick<Program, 'priceYear' | 'costs'> & { discount: Pick<Discount, 'basis'> };
  index: PriceIndex | null;
}

/**
 * By which factor does a benefit of a month enter the appraisal? Benefits are valued in the program's price year: a real
 * rate takes them as they are, a nominal one wants the prices of the month's own year.
 *
 * @returns null where no index reaches
 */
export function benefitPriceFactor({ program, index }: PriceBasisRules, month: string): number | null {
  return priceFactor(index, program.priceYear, wantedYear(program, month));
}

/**
 * By which factor does a cost enter the appraisal? Money of a day is in the prices of its own year.
 *
 * @returns null where no index reaches
 */
export function costPriceFactor(
  { program, index }: PriceBasisRules,
  { date, priceBasis }: Pick<CostLine, 'date' | 'priceBasis'>,
): number | null {
  return priceFactor(index, priceBasis === 'nominal' ? yearOf(date) : priceBasis, wantedYear(program, date));
}

/**
 * Which money cannot be brought to the prices that the discount rate speaks of? Real and nominal never mix.
 *
 * @param rules   the program's prices
 * @param months  with benefits in them, as first days
 * @param costs   that count
 * @returns a sentence for each kind of mixture; none where everything may be added
 * @example basisProblems(rules, [], [{ line: 4, date: '2025-03-01', priceBasis: 'nominal', … }])
 *          // ['costs.csv line 4 is in nominal money of 2025, the rate is real in 2024 prices, and no price index …']
 */
export function basisProblems(rules: PriceBasisRules, months: readonly string[], costs: readonly CostLine[]): string[] {
  const { discount, priceYear, costs: file } = rules.program;
  const rate = discount.basis === 'real' ? `real in ${priceYear} prices` : 'nominal';
  const end = `the rate is ${rate}, and no price index converts it.`;
  const problems: string[] = [];
  const month = months.find((one) => benefitPriceFactor(rules, one) === null);
  if (month !== undefined) {
    problems.push(`Benefits of ${yearOf(month)} are valued in ${priceYear} prices, ${end}`);
  }
  const [first, ...others] = costs.filter((cost) => costPriceFactor(rules, cost) === null);
  if (first !== undefined) {
    const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
    const money =
      first.priceBasis === 'nominal' ? `nominal money of ${yearOf(first.date)}` : `${first.priceBasis} prices`;
    problems.push(`${file} line ${first.line} ${more} in ${money}, ${end}`);
  }
  return problems;
}

function wantedYear({ discount, priceYear }: PriceBasisRules['program'], day: string): number {
  return discount.basis === 'real' ? priceYear : yearOf(day);
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
