import type { Benefit } from '../program/register.ts';
import type { Standing } from './standing-claims.ts';

/** Decimal sizes do not divide exactly in binary: two blocks of 0.3 are two. */
const EXACT = 1e-9;

/**
 * How much of a unit's quantity of a month is the deployment's own, and of use?
 *
 * A gain is cut to whole blocks: 0.3 of a post in each of ten wards is no post at all. A loss stands in full.
 *
 * @param quantity  units of value; negative is a loss
 * @param share     attribution, 0–1
 * @param block     least quantity that can be used, > 0; null where any can
 * @example usable(19, 0.8, 5)  // 15: three blocks of 15.2
 */
export function usable(quantity: number, share: number, block: number | null): number {
  const own = quantity * share;
  return block === null || own <= 0 ? own : Math.floor(own / block + EXACT) * block;
}

/**
 * The same for all that stands of a benefit, month by month.
 *
 * @param benefit   its attribution and block
 * @param standing  of one column
 * @returns by month, in units of value, after attribution
 * @example usableByMonth(benefit, standing.demonstrated[0]!)[3]
 */
export function usableByMonth(
  { attribution, minimumBlock }: Benefit,
  { byUnit, kept }: Pick<Standing, 'byUnit' | 'kept'>,
): Float64Array {
  const total = new Float64Array(kept.length);
  const block = minimumBlock?.size ?? null;
  for (const quantities of byUnit) {
    for (let m = 0; m < total.length; m++) total[m]! += usable(quantities[m]!, attribution.share, block);
  }
  return total;
}
