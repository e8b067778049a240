import { phaseOf, type Windows } from '../baseline/windows.ts';
import type { InstrumentCell, Statistic } from '../kpi/kpi.ts';
import type { KpiEntry } from '../program/program.ts';
import { proportionLimits } from '../statistics/attribute-limits.ts';
import { populationStability } from '../statistics/population-stability.ts';

/** One way in which the instrument, not the ward, may have changed. */
export interface InstrumentCheck {
  /** What `acknowledge` in program.yaml names. */
  check: InstrumentCode;
  /** A block holds until it is acknowledged; a warning does not hold anything up. */
  blocks: boolean;
  /** The program's reason for accepting it; null where it has not. */
  acknowledged: string | null;
  /** What changed, as a sentence. */
  message: string;
}

export type InstrumentCode =
  | 'strata-changed'
  | 'negative-share-changed'
  | 'missing-share-changed'
  | 'zero-share-changed'
  | 'open-share-changed'
  | 'minute-granularity-changed'
  | 'hour-granularity-changed'
  | 'volume-changed'
  | 'zeros-not-reported'
  | 'exposure-changed';

/** From this index on a mix is read as another population (Siddiqi 2006). */
const MIX_LIMIT = 0.25;
/** Changes of shares that block, as shares of the rows concerned (measurement rules, §5). */
const SHARE_LIMIT = 0.05;
const GRANULARITY_LIMIT = 0.1;
/** Relative change of volume that is worth a warning. */
const VOLUME_LIMIT = 0.25;
/** Below this many a period on both sides, a quarter is one or two items: chance, not volume. */
const LEAST_VOLUME = 5;

/** A share that is watched: which rows of a period have the trait, out of which. */
interface WatchedShare {
  check: InstrumentCode;
  limit: number;
  what: string;
  part(cell: InstrumentCell): number;
  whole(cell: InstrumentCell): number;
  /** Speaks of the clock behind single intervals: no say where a row is an amount, and zero is a quiet period. */
  intervals?: true;
}

/** Statistics of single intervals. */
const OF_INTERVALS: readonly Statistic[] = ['median', 'p90', 'p95', 'mean'];

const timed = (cell: InstrumentCell) => cell.counted - cell.open;
const expected = (cell: InstrumentCell) => cell.counted + leftOut(cell, NEGATIVE) + leftOut(cell, MISSING);

/** How KPI files word the exclusions that speak of the clock rather than of scope: 'negative interval', 'no exam end', … */
const NEGATIVE = /\bnegative\b/i;
const MISSING = /^no |\b(missing|not recorded|without usable)\b/i;

const SHARES: readonly WatchedShare[] = [
  {
    check: 'negative-share-changed',
    limit: SHARE_LIMIT,
    what: 'intervals that run backwards',
    part: (cell) => leftOut(cell, NEGATIVE),
    whole: expected,
  },
  {
    check: 'missing-share-changed',
    limit: SHARE_LIMIT,
    what: 'rows without a needed time or value',
    part: (cell) => leftOut(cell, MISSING),
    whole: expected,
  },
  {
    check: 'zero-share-changed',
    limit: SHARE_LIMIT,
    what: 'intervals of exactly zero',
    part: (cell) => cell.zero,
    whole: timed,
    intervals: true,
  },
  {
    check: 'open-share-changed',
    limit: SHARE_LIMIT,
    what: 'items still open',
    part: (cell) => cell.open,
    whole: (cell) => cell.counted,
  },
  {
    check: 'minute-granularity-changed',
    limit: GRANULARITY_LIMIT,
    what: 'intervals of whole minutes',
    part: (cell) => Math.max(0, cell.wholeMinute - cell.zero),
    whole: (cell) => timed(cell) - cell.zero,
    intervals: true,
  },
  {
    check: 'hour-granularity-changed',
    limit: GRANULARITY_LIMIT,
    what: 'intervals of whole hours',
    part: (cell) => Math.max(0, cell.wholeHour - cell.zero),
    whole: (cell) => timed(cell) - cell.zero,
    intervals: true,
  },
];

/**
 * Did the instrument change between baseline and post, so that the ward cannot be judged by it?
 *
 * Blocking: a population stability index of the strata ≥ .25; a change of ≥ 5 points in the share of negative, zero, missing
 * or open items, or ≥ 10 points in the share of whole minutes or hours, where the post share also lies outside the P′ limits of
 * the baseline's shares. A quarter more or less volume is a warning only: throughput is often the benefit.
 *
 * @param cells        one unit's counts by period
 * @param windows      of the same unit
 * @param statistic    the KPI's own: zeros and granularity are looked at where it is one of intervals
 * @param acknowledge  what the program accepts, by check
 * @returns the checks that found a change, blocking ones first; none where a window has no rows
 * @source  a real case: charting latency "doubled" after a system was replaced, while negative intervals fell from 22 % to 2 %
 * @example instrumentChecks(cells, windows, 'median', [])  // [{ check: 'negative-share-changed', blocks: true, … }]
 */
export function instrumentChecks(
  cells: readonly InstrumentCell[],
  windows: Windows,
  statistic: Statistic,
  acknowledge: KpiEntry['acknowledge'],
): InstrumentCheck[] {
  const baseline = cells.filter(({ period }) => phaseOf(windows, period) === 'baseline');
  const post = cells.filter(({ period }) => phaseOf(windows, period) === 'post');
  if (baseline.length === 0 || post.length === 0) return [];
  const watched = SHARES.filter(({ intervals }) => intervals === undefined || OF_INTERVALS.includes(statistic));
  const found: Omit<InstrumentCheck, 'acknowledged'>[] = [
    ...mixCheck(baseline, post),
    ...watched.flatMap((share) => shareCheck(share, baseline, post)),
    ...volumeCheck(baseline, post),
  ];
  return found.map((check) => ({
    ...check,
    acknowledged: acknowledge.find((entry) => entry.check === check.check)?.reason ?? null,
  }));
}

/** Whether a check holds the comparison up. */
export function isBlocking({ blocks, acknowledged }: InstrumentCheck): boolean {
  return blocks && acknowledged === null;
}

type Found = Omit<InstrumentCheck, 'acknowledged'>[];

function mixCheck(baseline: readonly InstrumentCell[], post: readonly InstrumentCell[]): Found {
  const index = populationStability(strataOf(baseline), strataOf(post));
  if (typeof index !== 'number' || index < MIX_LIMIT) return [];
  const message = `the mix of cases changed: population stability index ${index.toFixed(2)} (from ${MIX_LIMIT} on it is another population)`;
  return [{ check: 'strata-changed', blocks: true, message }];
}

function shareCheck(share: WatchedShare, baseline: readonly InstrumentCell[], post: readonly InstrumentCell[]): Found {
  const before = pooled(share, baseline);
  const after = pooled(share, post);
  if (before === null || after === null) return [];
  // The allowance is for binary fractions: 0.12 − 0.07 must count as 5 points.
  if (Math.abs(after - before) < share.limit - 1e-9 || insideLimits(share, baseline, post, after)) return [];
  const message = `the share of ${share.what} went from ${percent(before)} to ${percent(after)}`;
  return [{ check: share.check, blocks: true, message }];
}

function volumeCheck(baseline: readonly InstrumentCell[], post: readonly InstrumentCell[]): Found {
  const before = perPeriod(baseline);
  const after = perPeriod(post);
  if (before === 0 || Math.abs(after / before - 1) < VOLUME_LIMIT) return [];
  if (Math.max(before, after) < LEAST_VOLUME || before.toFixed(0) === after.toFixed(0)) return [];
  const message = `the volume went from ${before.toFixed(0)} to ${after.toFixed(0)} a period`;
  return [{ check: 'volume-changed', blocks: false, message }];
}

/** Whether a post share is one that the baseline's periods would show too (P′). A constant share leaves no room. */
function insideLimits(
  share: WatchedShare,
  baseline: readonly InstrumentCell[],
  post: readonly InstrumentCell[],
  after: number,
): boolean {
  const filled = baseline.filter((cell) => share.whole(cell) > 0);
  const limits = proportionLimits(filled.map(share.part), filled.map(share.whole));
  if (limits.kind === 'inconclusive') return false;
  const typical = post.reduce((sum, cell) => sum + share.whole(cell), 0) / post.length;
  const { lower, upper } = limits.at(typical);
  return after >= lower && after <= upper;
}

function pooled(share: WatchedShare, cells: readonly InstrumentCell[]): number | null {
  const whole = cells.reduce((sum, cell) => sum + share.whole(cell), 0);
  return whole === 0 ? null : cells.reduce((sum, cell) => sum + share.part(cell), 0) / whole;
}

function leftOut(cell: InstrumentCell, reason: RegExp): number {
  return Object.entries(cell.excluded).reduce((sum, [name, n]) => (reason.test(name) ? sum + n : sum), 0);
}

function strataOf(cells: readonly InstrumentCell[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { strata } of cells) {
    for (const [name, n] of Object.entries(strata)) total[name] = (total[name] ?? 0) + n;
  }
  return total;
}

function perPeriod(cells: readonly InstrumentCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.counted, 0) / cells.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.01 ? 1 : 0)} %`;
}
