import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { riskTable } from './risk-table.ts';

/** How long items last when some were still open at the end. All times in the unit of the durations. */
export interface KaplanMeier {
  kind: 'survival';
  /** Distinct times at which something ended, ascending. */
  times: Float64Array;
  /** Share still open just after each of them. */
  survival: Float64Array;
  /** Greenwood's standard error of that share. */
  standardError: Float64Array;
  n: number;
  events: number;
  /** The time by which a share p had ended; inconclusive "not reached" beyond what the open items let us see. */
  quantile(p: number): number | Inconclusive;
  /** Mean of min(duration, tau), with its interval; inconclusive where tau lies beyond the last item seen. */
  restrictedMean(tau: number, level?: number): RestrictedMean | Inconclusive;
}

export interface RestrictedMean {
  kind: 'restricted mean';
  estimate: number;
  standardError: number;
  low: number;
  high: number;
}

/**
 * How long do items last, counting the ones that are still open for as long as they were watched?
 *
 * Dropping open items makes every turnaround look shorter than it is, the most so in the newest period.
 *
 * @param durations  time to the end, or the wait so far of an open item, ≥ 0
 * @param ended      per item: did it end (true), or is it open (false)?
 * @returns the product-limit estimate; or inconclusive: too few observations | nothing ended
 * @throws  `statistics.not-finite`; RangeError for lengths that differ
 * @source  Kaplan & Meier 1958, JASA 53:457; variance Greenwood 1926; checked against R survival::survfit
 * @example kaplanMeier([3, 5, 8], [true, false, true])
 */
export function kaplanMeier(durations: ArrayLike<number>, ended: ArrayLike<boolean>): KaplanMeier | Inconclusive {
  const waits = finiteValues(durations, 'durations');
  const n = waits.length;
  if (ended.length !== n) throw new RangeError(`${n} durations, but ${ended.length} outcomes`);
  if (n === 0) return inconclusive('too few observations', 0, 1);
  const table = riskTable(
    waits,
    Array.from(ended, (yes) => (yes ? 1 : 0)),
  );
  const steps = table.filter(({ events }) => events > 0);
  if (steps.length === 0) return inconclusive('nothing ended', n, n + 1);

  let [share, greenwood] = [1, 0];
  const curve = steps.map(({ time, atRisk, events }) => {
    share *= 1 - events / atRisk;
    greenwood += atRisk > events ? events / (atRisk * (atRisk - events)) : 0;
    return { time, atRisk, events, share, standardError: share * Math.sqrt(greenwood) };
  });
  return {
    kind: 'survival',
    times: Float64Array.from(curve, ({ time }) => time),
    survival: Float64Array.from(curve, (step) => step.share),
    standardError: Float64Array.from(curve, (step) => step.standardError),
    n,
    events: steps.reduce((sum, step) => sum + step.events, 0),
    quantile: (p) => firstBelow(curve, 1 - p) ?? inconclusive('not reached', n, n + 1),
    restrictedMean(tau, level = LEVEL) {
      const seen = table.at(-1)!.time;
      // Where nothing stays open the curve is known to be zero from there on.
      if (tau > seen && share > 0) return inconclusive('beyond the last item seen', n, n + 1);
      return meanUpTo(curve, tau, level);
    },
  };
}

interface Step {
  time: number;
  atRisk: number;
  events: number;
  share: number;
}

/** Rounding of a product of shares; a flat stretch at exactly the level sought ends in the middle, as in R. */
const SAME_SHARE = 1e-12;

function firstBelow(curve: readonly Step[], share: number): number | null {
  const index = curve.findIndex((step) => step.share <= share + SAME_SHARE);
  if (index < 0) return null;
  const { time, share: reached } = curve[index]!;
  const next = curve[index + 1];
  return Math.abs(reached - share) <= SAME_SHARE && next ? (time + next.time) / 2 : time;
}

function meanUpTo(curve: readonly Step[], tau: number, level: number): RestrictedMean {
  const steps = curve.filter(({ time }) => time < tau);
  let estimate = 0;
  let [from, share] = [0, 1];
  // Areas to the right of each step, from the last one back, are what its events could have moved.
  const areas = steps.map((step) => {
    const area = share * (step.time - from);
    [from, share] = [step.time, step.share];
    return area;
  });
  areas.push(share * (tau - from));
  let variance = 0;
  let right = 0;
  for (let i = steps.length - 1; i >= 0; i--) {
    right += areas[i + 1]!;
    const { atRisk, events } = steps[i]!;
    if (atRisk > events) variance += (right ** 2 * events) / (atRisk * (atRisk - events));
  }
  estimate = areas.reduce((sum, area) => sum + area, 0);
  const standardError = Math.sqrt(variance);
  const reach = normalQuantile(0.5 + level / 2) * standardError;
  return { kind: 'restricted mean', estimate, standardError, low: estimate - reach, high: estimate + reach };
}
