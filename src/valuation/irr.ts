import { periodFlows } from './flow.ts';
import { type RatesOfReturn, ratesOfReturn } from './rates-of-return.ts';

/**
 * At which rates per period are these flows worth nothing?
 *
 * @param amounts  one a period, the first at time 0
 * @returns all real rates on (−1, ∞); see rates-of-return.ts
 * @source  numpy-financial irr, Excel IRR(), which give one rate near a guess
 * @example irr([-100, 39, 59, 55, 20])  // { status: 'unique', roots: [0.280948], reason: null }
 */
export function irr(amounts: ArrayLike<number>): RatesOfReturn {
  return ratesOfReturn(periodFlows(amounts));
}
