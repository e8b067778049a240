import type { TimedFlow } from './flow.ts';

/** When the money is back for good, and when it was first back if it was lost again in between. */
export interface Payback {
  /** Units of time after the base; null with a reason when it is not reached. */
  value: number | null;
  reason: string | null;
  /** The first time the cumulative reached 0, when it fell below again after that. */
  firstReached: number | null;
}

/** A cumulative within this share of all money moved counts as 0: decimal amounts do not add exactly in binary. */
const EXACT = 1e-12;

/**
 * After which time does the cumulative stay at or above 0?
 *
 * Linear inside a period: a flow is taken to accrue evenly since the flow before it. For the discounted payback, pass
 * discounted amounts.
 *
 * @param flows  in order of time
 * @returns the time in the unit of `flows`, counted from its time 0; `not within horizon` if the cumulative ends below 0
 * @source  the convention of finance texts, made definite for cumulatives that cross 0 more than once
 * @example payback(periodFlows([-100, 60, 60]))  // 1.6667
 */
export function payback(flows: readonly TimedFlow[]): Payback {
  const moved = flows.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
  if (moved === 0) return { value: null, reason: 'no money moves', firstReached: null };
  let cumulative = 0;
  let before = 0;
  let reached: number | null = flows[0]!.time;
  let firstReached: number | null = null;
  for (const { time, amount } of flows) {
    const next = cumulative + amount;
    if (next < -EXACT * moved) reached = null;
    else if (reached === null) {
      reached = time - (next / amount) * (time - before);
      firstReached ??= reached;
    }
    cumulative = next;
    before = time;
  }
  if (reached === null) {
    const lost =
      firstReached === null ? '' : `, though it stood at 0 or above for a while from ${firstReached.toFixed(2)}`;
    return { value: null, reason: `not within horizon: the cumulative ends below 0${lost}`, firstReached };
  }
  if (firstReached === null || firstReached === reached) return { value: reached, reason: null, firstReached: null };
  const reason = `first reached at ${firstReached.toFixed(2)}, lost again, and held from ${reached.toFixed(2)} on`;
  return { value: reached, reason, firstReached };
}
