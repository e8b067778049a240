import { RealizedError } from '../errors.ts';
import { type DayCount, yearFraction } from './year-fraction.ts';

/** An amount of money at a time, counted in periods or years from the base; benefits are positive, costs negative. */
export interface TimedFlow {
  time: number;
  amount: number;
}

/** An amount of money on a civil day `YYYY-MM-DD`. */
export interface DatedFlow {
  date: string;
  amount: number;
}

export const TIMINGS = ['end', 'mid', 'start'] as const;

/** When in its period a flow is taken to fall. Period 0 is the base moment itself and never moves. */
export type Timing = (typeof TIMINGS)[number];

const EARLIER: Record<Timing, number> = { end: 0, mid: 0.5, start: 1 };

/**
 * When do the flows of successive periods fall?
 *
 * @param amounts  one amount a period; the first belongs to period 0, the base moment
 * @param timing   where in a period k ≥ 1, which runs from k − 1 to k, its flow falls
 * @example periodFlows([-100, 110], 'mid')  // [{ time: 0, amount: -100 }, { time: 0.5, amount: 110 }]
 */
export function periodFlows(amounts: ArrayLike<number>, timing: Timing = 'end'): TimedFlow[] {
  return Array.from(amounts, (amount, k) => ({ time: k === 0 ? 0 : k - EARLIER[timing], amount }));
}

/**
 * How many years after the base does each dated flow fall?
 *
 * @param flows     in any order
 * @param base      the day that counts as time 0; by default the earliest flow's, never simply the first row's
 * @param dayCount  by default actual days over 365, as XIRR and XNPV count
 * @returns the flows in order of time; a flow before the base has a negative time
 * @example datedFlows([{ date: '2009-01-01', amount: 110 }], '2008-01-01')  // time 366/365
 */
export function datedFlows(
  flows: readonly DatedFlow[],
  base = firstDate(flows),
  dayCount: DayCount = 'act/365',
): TimedFlow[] {
  return flows
    .map(({ date, amount }) => ({ time: yearFraction(base, date, dayCount), amount }))
    .sort((a, b) => a.time - b.time);
}

/** The earliest day of dated flows; `''` when there are none. */
export function firstDate(flows: readonly DatedFlow[]): string {
  return flows.reduce((first, { date }) => (first === '' || date < first ? date : first), '');
}

/**
 * Do the amounts change sign, as every rate of return needs?
 *
 * @returns null when they do, else the reason that there is no rate of return
 */
export function signChangeReason(flows: readonly { amount: number }[]): string | null {
  const gains = flows.some(({ amount }) => amount > 0);
  const losses = flows.some(({ amount }) => amount < 0);
  if (!gains && !losses) return flows.length === 0 ? 'no flows' : 'every flow is zero, so every rate solves it';
  if (!gains) return 'no sign change: nothing ever comes back';
  return losses ? null : 'no sign change: nothing is ever paid';
}

/** Refuses a rate at which discounting is not defined. */
export function checkRate(rate: number): number {
  if (!(rate > -1 && rate < Number.POSITIVE_INFINITY)) throw new RealizedError('valuation.rate', { rate });
  return rate;
}
