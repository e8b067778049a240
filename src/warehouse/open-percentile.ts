/** How the items of one cell stand: waits in one unit, each list ascending. */
export interface Waits {
  /** Of the items that ended. */
  events: readonly number[];
  /** So far, of the items that did not; one that equals another's end is later than it. */
  open: readonly number[];
  /** Of the items that something else ended, so that the event can no longer come. */
  competing: readonly number[];
}

/**
 * Which percentile do waiting times have when some items still wait, and some ended otherwise?
 *
 * Kaplan–Meier, by redistribution to the right (Efron 1967): an item still open at t gives its weight in equal parts to the items
 * that waited longer than t. An item that something else ended keeps its weight and never has the event: the weights of the
 * events then add up to the cumulative incidence of Aalen and Johansen. The percentile of the weighted times is read with
 * type 7 as for complete times, so that with every open wait beyond it the answer is that of `quantile_cont`.
 *
 * @param p  in (0, 1), of all items
 * @returns the percentile in the unit of the waits, or null: not reached, fewer had the event, as far as the open items
 *          allow to know
 * @source  Efron 1967, The two sample problem with censored data; Aalen & Johansen 1978; weighted type 7 as R Hmisc::wtd.quantile
 * @example openPercentile({ events: [1, 3], open: [2], competing: [] }, 0.5)  // 3: weights 1, –, 2; the 2nd of 3 is 3
 */
export function openPercentile(waits: Waits, p: number): number | null {
  const order = 1 + (count(waits) - 1) * p;
  const low = Math.floor(order + TOLERANCE);
  const part = Math.max(0, order - low);
  const lower = timeOfOrder(waits, low);
  if (part <= TOLERANCE || lower === null) return lower;
  const upper = timeOfOrder(waits, low + 1);
  return upper === null ? null : lower + part * (upper - lower);
}

function count({ events, open, competing }: Waits): number {
  return events.length + open.length + competing.length;
}

/** Weights are sums of fractions: an order that falls short by rounding alone counts as reached. */
const TOLERANCE = 1e-9;

/** The earliest event by which the weights add up to `order`. */
function timeOfOrder(waits: Waits, order: number): number | null {
  const { events, open, competing } = waits;
  const n = count(waits);
  let [weight, sum, passed, gone] = [1, 0, 0, 0];
  for (const [index, time] of events.entries()) {
    while (passed < open.length && open[passed]! < time) {
      while (gone < competing.length && competing[gone]! <= open[passed]!) gone++;
      const atRisk = n - index - passed - gone;
      weight *= atRisk / (atRisk - 1);
      passed++;
    }
    sum += weight;
    if (sum >= order - TOLERANCE * n) return time;
  }
  return null;
}
