import type { Program } from '../program/program.ts';
import type { BenefitClaim } from './claim.ts';
import type { CostLine, PriceBasis } from './read-costs.ts';

/**
 * Are all flows in the prices that the discount rate speaks of? Real and nominal never mix.
 *
 * A real rate wants the prices of the program's price year; a nominal rate wants the prices of each flow's own day. Money
 * of a day is in the prices of its own year; anything else would need an index, which the program does not have.
 *
 * @param program   for its discount basis and price year
 * @param benefits  that flow, with the first days of the months in which they do
 * @param costs     that flow
 * @returns a sentence for each kind of mixture; none where the flows may be added
 * @example basisProblems(program, [], [{ line: 4, date: '2025-03-01', priceBasis: 'nominal', … }])
 *          // ['costs.csv line 4 is in nominal money of 2025, the rate is real in 2024 prices: …']
 */
export function basisProblems(
  program: Pick<Program, 'discount' | 'priceYear' | 'costs'>,
  benefits: readonly { claim: BenefitClaim; months: readonly string[] }[],
  costs: readonly CostLine[],
): string[] {
  const { discount, priceYear } = program;
  const wanted = (date: string) => (discount.basis === 'real' ? priceYear : yearOf(date));
  const rate = discount.basis === 'real' ? `real in ${priceYear} prices` : 'nominal';
  const end = `the rate is ${rate}: there is no index table to convert it with.`;
  const wrongCosts = costs.filter(({ date, priceBasis }) => yearOfPrices(priceBasis, date) !== wanted(date));
  const problems = benefits.flatMap(({ claim: { benefit }, months }) => {
    const { priceBasis } = benefit.value;
    const wrong = months.find((month) => priceBasis !== wanted(month));
    if (wrong === undefined) return [];
    return `The value of «${benefit.id}» is in ${priceBasis} prices and is earned in ${yearOf(wrong)}, ${end}`;
  });
  const [first] = wrongCosts;
  if (first === undefined) return problems;
  const others = wrongCosts.length === 1 ? '' : ` and ${wrongCosts.length - 1} more`;
  const money =
    first.priceBasis === 'nominal' ? `nominal money of ${yearOf(first.date)}` : `${first.priceBasis} prices`;
  return [...problems, `${program.costs} line ${first.line}${others} in ${money}, ${end}`];
}

function yearOfPrices(basis: PriceBasis, date: string): number {
  return basis === 'nominal' ? yearOf(date) : basis;
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
