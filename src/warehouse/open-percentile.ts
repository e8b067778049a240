/**
 * Which percentile do waiting times have when some items still wait?
 *
 * Kaplan–Meier, by redistribution to the right (Efron 1967): an item still open at t gives its weight in equal parts to the items
 * that waited longer than t. The percentile of the weighted times is read with type 7 as for complete times, so that with
 * every open wait beyond it the answer is that of `quantile_cont`.
 *
 * @param events  waits of the items that ended, ascending
 * @param open    waits so far of the items that did not, ascending; one that equals an event's is later than it
 * @param p       in (0, 1)
 * @returns the percentile in the unit of the waits, or null: not reached, it lies beyond what the open items allow to know
 * @source  Efron 1967, The two sample problem with censored data; weighted type 7 as R Hmisc::wtd.quantile
 * @example openPercentile([1, 3], [2], 0.5)  // 3: weights 1, –, 2; the 2nd of 3 is 3
 */
export function openPercentile(events: readonly number[], open: readonly number[], p: number): number | null {
  const n = events.length + open.length;
  const order = 1 + (n - 1) * p;
  const low = Math.floor(order + TOLERANCE);
  const part = Math.max(0, order - low);
  const lower = timeOfOrder(events, open, low);
  if (part <= TOLERANCE || lower === null) return lower;
  const upper = timeOfOrder(events, open, low + 1);
  return upper === null ? null : lower + part * (upper - lower);
}

/** Weights are sums of fractions: an order that falls short by rounding alone counts as reached. */
const TOLERANCE = 1e-9;

/** The earliest event by which the weights add up to `order`. */
function timeOfOrder(events: readonly number[], open: readonly number[], order: number): number | null {
  let [weight, sum, passed] = [1, 0, 0];
  const n = events.length + open.length;
  for (const [index, time] of events.entries()) {
    while (passed < open.length && open[passed]! < time) {
      const atRisk = n - index - passed;
      weight *= atRisk / (atRisk - 1);
      passed++;
    }
    sum += weight;
    if (sum >= order - TOLERANCE * n) return time;
  }
  return null;
}
