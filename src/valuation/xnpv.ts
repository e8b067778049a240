import type { DiscountRate } from './discount-factor.ts';
import { type DatedFlow, datedFlows } from './flow.ts';
import { presentValue } from './npv-t0.ts';

/**
 * What are dated flows worth on the base day?
 *
 * The exponent is always civil days over 365, so a leap year counts a little more than a year.
 *
 * @param discount  per year: a rate > −1, or a schedule
 * @param flows     in any order
 * @param base      day to discount to; by default the earliest flow's. Flows before it are compounded forward
 * @returns present value in the unit of the amounts
 * @throws `valuation.rate` for a rate ≤ −1
 * @source  Excel XNPV(), except that the order of rows never decides the base
 * @example xnpv(0.1, [{ date: '2008-01-01', amount: -100 }, { date: '2008-12-31', amount: 110 }])  // 0
 */
export function xnpv(discount: DiscountRate, flows: readonly DatedFlow[], base?: string): number {
  return presentValue(discount, datedFlows(flows, base));
}
