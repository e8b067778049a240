import { PERIOD_DAYS } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import { harmonics } from '../statistics/harmonics.ts';
import type { Row } from './timeline.ts';

/** Which terms a model carries beside its intercept. */
export interface Terms {
  /** β1: a steady drift through all rows. */
  trend: boolean;
  /** β2 and β3: what changes at the post window; none inside a baseline. */
  change: 'none' | 'level' | 'level and slope';
  /** One annual sine and cosine. */
  season: boolean;
  /** One indicator for each weekday present beyond the first: for daily series. */
  weekday: boolean;
}

/** Name of a column of the design. */
export type Term = 'intercept' | 'trend' | 'level' | 'slope' | 'annual sine' | 'annual cosine' | `weekday ${number}`;

/** A design matrix by columns, each as long as the rows. */
export interface Design {
  terms: Term[];
  columns: Float64Array[];
}

/** Periods in a year of twelve months, 52 weeks or 365 days: what "12 months of baseline" asks for. */
export const YEAR_PERIODS: Record<PeriodLength, number> = { day: 365, week: 52, month: 12 };

/** Mean number of periods in a year, for turning periods into years and for the season's frequency. */
export function periodsPerYear(length: PeriodLength): number {
  return 365.25 / PERIOD_DAYS[length];
}

/**
 * What does each row of a segmented model say about its coefficients?
 *
 * y_t = β0 + β1·(t − t_post) + β2·post_t + β3·(t − t_post)·post_t + annual pair + weekdays. Counting time from the start of
 * the post window changes β0 only, and keeps the columns well apart.
 *
 * @param rows       periods; a stabilization row gets its counterfactual (no level, no slope)
 * @param terms      which columns
 * @param postStart  t of the first post period
 * @example segmentedDesign(rows, { trend: true, change: 'level and slope', season: false, weekday: false }, 24, 'month').terms
 *   // ['intercept', 'trend', 'level', 'slope']
 */
export function segmentedDesign(rows: readonly Row[], terms: Terms, postStart: number, length: PeriodLength): Design {
  const design: Design = { terms: [], columns: [] };
  const add = (term: Term, at: (row: Row) => number) => {
    design.terms.push(term);
    design.columns.push(Float64Array.from(rows, at));
  };
  add('intercept', () => 1);
  if (terms.trend) add('trend', ({ t }) => t - postStart);
  if (terms.change !== 'none') add('level', (row) => (row.phase === 'post' ? 1 : 0));
  if (terms.change === 'level and slope') add('slope', (row) => (row.phase === 'post' ? row.t - postStart : 0));
  if (terms.season) {
    const times = rows.map(({ t }) => t);
    design.terms.push('annual sine', 'annual cosine');
    design.columns.push(...harmonics(times, periodsPerYear(length)));
  }
  if (terms.weekday) {
    const present = [...new Set(rows.map(weekdayOf))].sort();
    for (const day of present.slice(1)) add(`weekday ${day}`, (row) => (weekdayOf(row) === day ? 1 : 0));
  }
  return design;
}

function weekdayOf({ period }: Row): number {
  return new Date(`${period}T00:00:00Z`).getUTCDay();
}
