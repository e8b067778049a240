import { checkRate } from './flow.ts';

/** A discount rate that changes with the time ahead: `rate` holds from `fromYear` (years after the base) to the next step. */
export interface DiscountSchedule {
  name: string;
  basis: 'real' | 'nominal';
  source: string;
  /** In order of `fromYear`, the first at 0. */
  steps: readonly { fromYear: number; rate: number }[];
}

/** One rate per year for all time ahead, or a schedule of them. */
export type DiscountRate = number | DiscountSchedule;

/**
 * What is one unit of money at a later time worth at the base?
 *
 * The factor of a schedule is the product of its forward rates: money in year 40 is brought back ten years at the later
 * rate, then thirty at the earlier one.
 *
 * @param discount  rate > −1 per unit of time (0.035 = 3.5 % a year), or a schedule in years
 * @param time      units of time after the base; fractions and times before the base are allowed
 * @returns factor > 0; 1 at the base
 * @throws `valuation.rate` for a rate ≤ −1 or not finite
 * @source  HM Treasury Green Book, annex on discounting: declining long-term rates
 * @example discountFactor(0.1, 2)  // 0.826446
 */
export function discountFactor(discount: DiscountRate, time: number): number {
  if (typeof discount === 'number') return (1 + checkRate(discount)) ** -time;
  let factor = 1;
  discount.steps.forEach(({ fromYear, rate }, i) => {
    const from = i === 0 ? Number.NEGATIVE_INFINITY : fromYear;
    const until = discount.steps[i + 1]?.fromYear ?? Number.POSITIVE_INFINITY;
    const within = (year: number) => Math.min(Math.max(year, from), until);
    factor *= (1 + checkRate(rate)) ** (within(0) - within(time));
  });
  return factor;
}
