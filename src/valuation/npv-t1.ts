import type { DiscountRate } from './discount-factor.ts';
import type { Timing } from './flow.ts';
import { npvT0 } from './npv-t0.ts';

/**
 * What are periodic flows worth now, when the first of them falls in the first period?
 *
 * The convention of a spreadsheet's NPV(): nothing happens at time 0.
 *
 * @param discount  per period: a rate > −1, or a schedule
 * @param amounts   one a period, the first in period 1
 * @param timing    where in its period each flow falls
 * @returns present value in the unit of the amounts
 * @throws `valuation.rate` for a rate ≤ −1
 * @source  Excel and LibreOffice NPV()
 * @example npvT1(-0.02, [100, 100])  // 206.164098
 */
export function npvT1(discount: DiscountRate, amounts: ArrayLike<number>, timing: Timing = 'end'): number {
  return npvT0(discount, [0, ...Array.from(amounts)], timing);
}
