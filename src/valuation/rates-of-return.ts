import { signChangeReason, type TimedFlow } from './flow.ts';
import { logRatio, rootsOfLogRatio } from './log-ratio-roots.ts';

/**
 * The rates at which flows are worth nothing. `unique` is the ordinary case; `ambiguous` lists every rate and says so;
 * `undefined` has no rate and a reason.
 */
export interface RatesOfReturn {
  status: 'unique' | 'ambiguous' | 'undefined';
  /** Per unit of time, in (−1, ∞), ascending. */
  roots: number[];
  reason: string | null;
}

/** What is left at a root may be this share of Σ|flow|·(1 + r)^−time. */
const RESIDUAL = 1e-9;

/**
 * At which rates are these flows worth nothing? All of them, on (−1, ∞).
 *
 * With s = ln(1 + r) the gains G and the losses L are sums of exponentials e^(−s·time), all positive. Their log ratio
 * h(s) = ln G − ln L vanishes exactly at the rates, and its slope is the difference of the mean times of losses and gains
 * under these weights, each of which only falls as s grows. So the slope on an interval is bracketed by its ends, and
 * every interval is proven free of roots, proven to hold one, or halved. Rates that touch zero without crossing count
 * once.
 *
 * @param flows  times in periods or years, amounts of any size; no order needed
 * @returns every rate with a residual of at most 1e-9 · Σ|flow|·(1 + r)^−time, or why there is none
 * @source  Descartes' rule for sums of exponentials (Laguerre 1883) on why there may be several; the bracketing is a first
 *          course of interval analysis. Checked against companion-matrix roots and a dense grid in tests
 * @example ratesOfReturn([{ time: 0, amount: -1600 }, { time: 1, amount: 10000 }, { time: 2, amount: -10000 }])
 *          // ambiguous, roots 0.25 and 4
 */
export function ratesOfReturn(flows: readonly TimedFlow[]): RatesOfReturn {
  const merged = mergeTimes(flows);
  const reason = signChangeReason(flows) ?? degenerateReason(merged);
  if (reason !== null) return { status: 'undefined', roots: [], reason };
  const exact = rootsOfLogRatio(logRatio(merged));
  const roots = exact.map(Math.expm1).filter((rate) => isStatable(rate, merged));
  const lost = exact.length - roots.length;
  if (exact.length === 0)
    return { status: 'undefined', roots, reason: 'no real root: no rate makes these flows worth nothing' };
  if (roots.length === 0) {
    return { status: 'undefined', roots, reason: 'the only root lies too close to −100 % or too far out to be stated' };
  }
  if (exact.length === 1) return { status: 'unique', roots, reason: null };
  const unstated = lost === 0 ? '' : `, ${lost} of them too close to −100 % or too far out to be stated`;
  return { status: 'ambiguous', roots, reason: `${exact.length} rates solve it${unstated}: read NPV and MIRR instead` };
}

/** Flows at one time are one flow: only what is left of them can be discounted. */
function mergeTimes(flows: readonly TimedFlow[]): TimedFlow[] {
  const byTime = new Map<number, { amount: number; moved: number }>();
  for (const { time, amount } of flows) {
    const sum = byTime.get(time) ?? { amount: 0, moved: 0 };
    byTime.set(time, { amount: sum.amount + amount, moved: sum.moved + Math.abs(amount) });
  }
  return (
    [...byTime]
      // What decimal amounts leave in binary when they cancel is not a flow.
      .filter(([, { amount, moved }]) => Math.abs(amount) > 1e-14 * moved)
      .map(([time, { amount }]) => ({ time, amount }))
      .sort((a, b) => a.time - b.time)
  );
}

function degenerateReason(merged: readonly TimedFlow[]): string | null {
  if (merged.length === 0) return 'all flows cancel on their own day, so every rate solves it';
  if (merged.length === 1) return 'zero time span: all flows fall at one time';
  return signChangeReason(merged);
}

/** Is the rate, as a double, still a root? Close to −1 the gaps between doubles are too wide. */
function isStatable(rate: number, flows: readonly TimedFlow[]): boolean {
  if (!(rate > -1 && rate < Number.POSITIVE_INFINITY)) return false;
  const s = Math.log1p(rate);
  const shift = Math.max(-s * flows[0]!.time, -s * flows.at(-1)!.time);
  let net = 0;
  let moved = 0;
  for (const { time, amount } of flows) {
    const present = amount * Math.exp(-s * time - shift);
    net += present;
    moved += Math.abs(present);
  }
  return Math.abs(net) <= RESIDUAL * moved;
}
