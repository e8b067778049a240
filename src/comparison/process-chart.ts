import type { Row } from '../baseline/timeline.ts';
import type { Statistic } from '../kpi/kpi.ts';
import { type AttributeLimits, proportionLimits, rateLimits } from '../statistics/attribute-limits.ts';
import { gLimits } from '../statistics/g-limits.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import { tLimits, transformTimes } from '../statistics/t-limits.ts';
import { type XmrLimits, xmrLimits } from '../statistics/xmr.ts';
import { ratePer } from './count-effect.ts';

/** Process charts that may be asked for by name; without a name the values decide between XmR, P′ and U′. */
export const CHARTS = ['xmr', 'xmr-screened', 'p-prime', 'p', 'u-prime', 'u', 'c', 'g', 't'] as const;
export type ChartName = (typeof CHARTS)[number];

/** How a process moves while nothing special happens. */
export interface Process {
  /** As it is written: XmR, P′, … */
  chart: string;
  center: number;
  /** Whether limits depend on the period's denominator. */
  varies: boolean;
  at(row: Row): Omit<Bounds, 'sigma'>;
  /** Where signals are sought, if not among the values as they stand: the scale on which they are symmetric. */
  sought: { value(row: Row): number; center: number; at(row: Row): Bounds };
}

interface Bounds {
  sigma: number;
  lower: number;
  upper: number;
}

/**
 * Within which limits do these periods move?
 *
 * Shares and rates with their counts get P′ and U′ limits (Laney), everything else XmR; a chart asked for by name gets its own.
 *
 * @param rows       of one window
 * @param statistic  what the values are
 * @param chart      null: as the values demand
 * @returns null where the window has fewer than two values or none that differ, and where the chart asked for needs counts that
 *          the rows do not have
 * @source  statistics/xmr.ts, attribute-limits.ts, g-limits.ts, t-limits.ts
 * @example processOf(rowsIn(timeline, 'baseline'), 'median', null)?.chart  // 'XmR'
 */
export function processOf(rows: readonly Row[], statistic: Statistic, chart: ChartName | null): Process | null {
  const values = rows.map(({ value }) => value);
  switch (chart) {
    case null:
      return (
        (statistic === 'proportion' ? share(rows, true) : null) ??
        (statistic === 'rate' ? rate(rows, true) : null) ??
        symmetric('XmR', xmrLimits(values))
      );
    case 'xmr':
      return symmetric('XmR', xmrLimits(values));
    case 'xmr-screened':
      return symmetric('XmR, screened', xmrLimits(values, { screen: true }));
    case 'p-prime':
    case 'p':
      return share(rows, chart === 'p-prime');
    case 'u-prime':
    case 'u':
      return rate(rows, chart === 'u-prime');
    case 'c':
      return ofCounts(
        'c',
        rateLimits(
          values,
          values.map(() => 1),
          { prime: false },
        ),
        null,
      );
    case 'g':
      return betweenCases(values);
    case 't':
      return betweenTimes(values);
  }
}

function symmetric(chart: string, found: XmrLimits | Inconclusive): Process | null {
  if (found.kind === 'inconclusive') return null;
  const { center, sigma, lower, upper } = found;
  return asItStands({ chart, center, varies: false, at: () => ({ sigma, lower, upper }) });
}

/** Null for rows without their counts (differences, standardised values), or of which there are more than there could be. */
function share(rows: readonly Row[], prime: boolean): Process | null {
  if (!hasCounts(rows) || rows.some((row) => row.numerator! > row.denominator!)) return null;
  const found = proportionLimits(
    rows.map(({ numerator }) => numerator!),
    rows.map(({ denominator }) => denominator!),
    { prime },
  );
  return ofCounts(prime ? 'P′' : 'p', found, (row) => row.denominator ?? 0);
}

function rate(rows: readonly Row[], prime: boolean): Process | null {
  if (!hasCounts(rows)) return null;
  const per = ratePer(rows);
  const found = rateLimits(
    rows.map(({ numerator }) => numerator!),
    rows.map(({ denominator }) => denominator! / per),
    { prime },
  );
  return ofCounts(prime ? 'U′' : 'u', found, (row) => (row.denominator ?? 0) / per);
}

function hasCounts(rows: readonly Row[]): boolean {
  return rows.every(({ numerator, denominator }) => numerator !== null && denominator !== null && denominator > 0);
}

/** @param exposure  of a row; null where every row is one opportunity */
function ofCounts(
  chart: string,
  found: AttributeLimits | Inconclusive,
  exposure: ((row: Row) => number) | null,
): Process | null {
  if (found.kind === 'inconclusive') return null;
  const at = (row: Row) => found.at(exposure === null ? 1 : exposure(row));
  return asItStands({ chart, center: found.center, varies: exposure !== null, at });
}

/** A geometric distribution has no «two of three beyond two sigma»: its lower side ends before. */
function betweenCases(values: readonly number[]): Process | null {
  const found = gLimits(values);
  if (found.kind === 'inconclusive') return null;
  const { center, lower, upper } = found;
  return asItStands({
    chart: 'G',
    center,
    varies: false,
    at: () => ({ sigma: Number.POSITIVE_INFINITY, lower, upper }),
  });
}

function betweenTimes(values: readonly number[]): Process | null {
  const found = tLimits(values);
  if (found.kind === 'inconclusive') return null;
  const { center, lower, upper, transformed } = found;
  return {
    ...{ chart: 'T', center, varies: false },
    at: () => ({ lower, upper }),
    sought: {
      value: (row) => transformTimes([row.value])[0]!,
      center: transformed.center,
      at: () => transformed,
    },
  };
}

function asItStands(process: Omit<Process, 'sought' | 'at'> & { at(row: Row): Bounds }): Process {
  const { center, at } = process;
  return { ...process, sought: { value: ({ value }) => value, center, at } };
}
