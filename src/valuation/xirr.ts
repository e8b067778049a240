import { type DatedFlow, datedFlows } from './flow.ts';
import { type RatesOfReturn, ratesOfReturn } from './rates-of-return.ts';
import type { DayCount } from './year-fraction.ts';

/**
 * At which rates per year are these dated flows worth nothing?
 *
 * @param flows     in any order
 * @param dayCount  by default civil days over 365, as a spreadsheet's XIRR()
 * @returns all real rates on (−1, ∞); see rates-of-return.ts
 * @source  Excel XIRR(), pyxirr
 * @example xirr([{ date: '2008-01-01', amount: -1000 }, { date: '2009-01-01', amount: 1100 }])  // 0.0997136, not 0.1
 */
export function xirr(flows: readonly DatedFlow[], dayCount: DayCount = 'act/365'): RatesOfReturn {
  return ratesOfReturn(datedFlows(flows, undefined, dayCount));
}
