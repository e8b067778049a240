import type { Discount } from '../program/register.ts';
import { civilDays } from './civil-days.ts';
import { type DiscountRate, discountFactor } from './discount-factor.ts';

/** What is one unit of money of a month worth on the base day, the first of the ledger's first month? */
export function discounting({
  discount,
  months,
}: {
  discount: Discount;
  months: readonly string[];
}): (month: string) => number {
  const rate = rateOf(discount);
  return (month) => discountFactor(rate, timeOf(month, months[0]!, discount.timing));
}

/** The rates of a program as the discounting functions take them. */
export function rateOf({ rate, later, basis, source }: Discount): DiscountRate {
  if (later.length === 0) return rate;
  return { name: source, basis, source, steps: [{ fromYear: 0, rate }, ...later] };
}

const YEAR_DAYS = 365;
/** Days after the first of its month that a flow is taken to fall: on the first, on the 15th, or on the last day. */
const MID_MONTH = 14;

/**
 * When does a month's money fall, in years of 365 days after the base?
 *
 * @example timeOf('2024-02-01', '2024-01-01', 'mid')  // 45/365
 */
export function timeOf(month: string, base: string, timing: Discount['timing']): number {
  const within = timing === 'start' ? 0 : timing === 'mid' ? MID_MONTH : daysIn(month) - 1;
  return (civilDays(base, month) + within) / YEAR_DAYS;
}

function daysIn(month: string): number {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
  return civilDays(month, next);
}

/** How a view's timing is told. */
export const TIMING_WORDS: Record<Discount['timing'], string> = {
  start: 'start: each month’s flows on its first day',
  mid: 'mid: each month’s flows on its 15th',
  end: 'end: each month’s flows on its last day',
};
