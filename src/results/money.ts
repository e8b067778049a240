import { decimalsOfInterval, formatMoney, formatNumber, NO_NUMBER, scaleOf } from './format.ts';
import type { Results } from './schema.ts';

export type ResultBenefit = Results['benefits'][number];
export type Money = ResultBenefit['demonstrated'];
export type BenefitClass = ResultBenefit['class'];

/** The classes in the order in which they are told; the first three are the financial case, the others stand beside it. */
export const BENEFIT_CLASSES: readonly BenefitClass[] = [
  'cash-releasing',
  'cash-avoiding',
  'income',
  'capacity',
  'quality',
  'societal',
];

/** Is a benefit of this class part of the financial case? */
export function isFinancial(benefitClass: BenefitClass): boolean {
  return BENEFIT_CLASSES.indexOf(benefitClass) < 3;
}

/** How many decimals an amount shows: as its P5–P95 bears, else three digits of itself. */
export function decimalsOfMoney({ low, likely, high }: Money): number {
  if (low !== null && high !== null && high > low) return Math.min(0, decimalsOfInterval(low, high));
  return likely === null || likely === 0 ? 0 : Math.min(0, 2 - Math.floor(Math.log10(Math.abs(likely))));
}

type Npv = Results['appraisal'][number]['npv'];

/** A net present value as a money figure: its interval says how far it is rounded, wherever it is said. */
export function npvMoney({ p5, likely, p95 }: Npv): Money {
  return { low: p5, likely, high: p95 };
}

/** An amount with the rounding that a money figure bears, so that both agree where they stand beside each other. */
export function sayLike(money: Money, amount: number | null, currency: string): string {
  return formatMoney(amount, currency, decimalsOfMoney(money), scaleOf(amount, ...Object.values(money)));
}

/** A money figure in a sentence: `$210,000 (P5–P95 $150,000 to $280,000)`. */
export function moneyWords(money: Money, currency: string): string {
  const likely = formatMoney(money.likely, currency, decimalsOfMoney(money), scaleOf(...Object.values(money)));
  const interval = moneyInterval(money, currency);
  return interval === '' ? likely : `${likely} (${interval})`;
}

/** `P5–P95 $150,000 to $280,000`; empty without an interval, or where nothing is uncertain. */
export function moneyInterval(money: Money, currency: string): string {
  if (money.low === null || money.high === null || money.low === money.high) return '';
  const say = (amount: number | null) =>
    formatMoney(amount, currency, decimalsOfMoney(money), scaleOf(...Object.values(money)));
  return `P5–P95 ${say(money.low)} to ${say(money.high)}`;
}

/** The three amounts of a money figure as table cells, in whole units of the currency and rounded alike. */
export function moneyCells(money: Money): { likely: string; interval: string } {
  const decimals = decimalsOfMoney(money);
  const cell = (amount: number | null) => formatNumber(amount, decimals);
  const interval = money.low === null || money.high === null ? NO_NUMBER : `${cell(money.low)} to ${cell(money.high)}`;
  return { likely: cell(money.likely), interval };
}
