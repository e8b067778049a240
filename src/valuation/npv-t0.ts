import { type DiscountRate, discountFactor } from './discount-factor.ts';
import { periodFlows, type Timing } from './flow.ts';

/**
 * What are periodic flows worth now, when the first of them falls now?
 *
 * The convention of numpy-financial and of an appraisal with an outlay in year 0. A spreadsheet's NPV() is npv-t1.ts.
 *
 * @param discount  per period: a rate > −1, or a schedule
 * @param amounts   one a period, the first at time 0, undiscounted
 * @param timing    where in its period each later flow falls
 * @returns present value in the unit of the amounts; 0 for no flows
 * @throws `valuation.rate` for a rate ≤ −1
 * @source  numpy-financial npv
 * @example npvT0(0.1, [-100, 110])  // 0
 */
export function npvT0(discount: DiscountRate, amounts: ArrayLike<number>, timing: Timing = 'end'): number {
  return presentValue(discount, periodFlows(amounts, timing));
}

/**
 * What are flows at any times worth at time 0?
 *
 * @param discount  per unit of time: a rate > −1, or a schedule
 * @param flows     times may be fractions, or negative
 * @example presentValue(0.1, [{ time: 1, amount: 110 }])  // 100
 */
export function presentValue(discount: DiscountRate, flows: readonly { time: number; amount: number }[]): number {
  return flows.reduce((sum, { time, amount }) => sum + amount * discountFactor(discount, time), 0);
}
