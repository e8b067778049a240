import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { riskTable } from './risk-table.ts';

export type Outcome = 'event' | 'open' | 'competing';

/** How often an event had happened by a time, where something else may come first. */
export interface CumulativeIncidence {
  kind: 'incidence';
  /** Distinct times of events, ascending, in the unit of the durations. */
  times: Float64Array;
  /** Share of all items that had the event by then. */
  incidence: Float64Array;
  n: number;
  events: number;
  competing: number;
  /** The time by which a share p of all items had the event; inconclusive "not reached" where it never was. */
  quantile(p: number): number | Inconclusive;
}

/**
 * By when has an event happened, when a competing one may forestall it and some items are still open?
 *
 * Aalen–Johansen. Counting competing events as open (1 − Kaplan–Meier) would overstate how often the event comes: an
 * alarm that clears itself is not one that someone would have answered later.
 *
 * @param durations  time to whatever came first, or the wait so far, ≥ 0
 * @param outcomes   what came first
 * @returns the cumulative incidence of the event; or inconclusive: too few observations | nothing ended
 * @throws  `statistics.not-finite`; RangeError for lengths that differ
 * @source  Aalen & Johansen 1978; Kalbfleisch & Prentice 2002, §8.2; checked against R survival::survfit (multi-state)
 * @example cumulativeIncidence([3, 5, 8], ['event', 'competing', 'open'])
 */
export function cumulativeIncidence(
  durations: ArrayLike<number>,
  outcomes: ArrayLike<Outcome>,
): CumulativeIncidence | Inconclusive {
  const waits = finiteValues(durations, 'durations');
  const n = waits.length;
  if (outcomes.length !== n) throw new RangeError(`${n} durations, but ${outcomes.length} outcomes`);
  if (n === 0) return inconclusive('too few observations', 0, 1);
  const codes = Array.from(outcomes, (outcome) => (outcome === 'event' ? 1 : outcome === 'open' ? 0 : 2));
  const table = riskTable(waits, codes);

  let [untouched, share] = [1, 0];
  const curve: { time: number; share: number }[] = [];
  for (const { time, atRisk, events, competing } of table) {
    share += (untouched * events) / atRisk;
    untouched *= 1 - (events + competing) / atRisk;
    if (events > 0) curve.push({ time, share });
  }
  if (curve.length === 0) return inconclusive('nothing ended', n, n + 1);
  return {
    kind: 'incidence',
    times: Float64Array.from(curve, ({ time }) => time),
    incidence: Float64Array.from(curve, (step) => step.share),
    n,
    events: codes.filter((code) => code === 1).length,
    competing: codes.filter((code) => code === 2).length,
    quantile(p) {
      const step = curve.find((candidate) => candidate.share >= p - 1e-12);
      return step ? step.time : inconclusive('not reached', n, n + 1);
    },
  };
}
