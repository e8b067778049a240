import { segmentedDesign } from '../baseline/segmented-design.ts';
import type { Timeline } from '../baseline/timeline.ts';
import { tQuantile } from '../statistics/student-t.ts';
import type { Effect } from './estimate-effect.ts';

/** A number with the ends of its 95 % interval. */
export interface Range {
  estimate: number;
  low: number;
  high: number;
}

/** One period of a series as it would have been without the deployment, in the KPI's unit. */
export interface CounterfactualPeriod {
  period: string;
  /** In the baseline and the stabilization window the ends are null: the baseline is fitted, not foretold. */
  without: { estimate: number; low: number | null; high: number | null };
  /** Lasting effect up to and with this period, summed over periods that have a value; null before the post window. */
  cumulative: Range | null;
}

/**
 * What would each period have been, and how has the effect added up since?
 *
 * The primary model with its level and slope taken out, carried on through stabilization and post window; where comparators
 * are used, what they did is put back. The band is that of the effect in that period, level + slope · time, about the line
 * as fitted: where the fitted line leaves it, the effect of that period is clear of zero. The last cumulative effect is
 * that of the comparison.
 *
 * @param effect    the primary one
 * @param own       the unit's own values
 * @param modelled  the same, or the difference from comparators
 * @returns one entry per period with a value, in order
 * @source  prediction from the fitted segmented model; t with the Satterthwaite df of the average effect for every period
 * @example counterfactualOf(effect, own, modelled).at(-1)?.cumulative?.estimate  // −310
 */
export function counterfactualOf(effect: Effect, own: Timeline, modelled: Timeline): CounterfactualPeriod[] {
  const { postStart } = modelled;
  const expected = withoutChange(effect, modelled);
  const observed = new Map(own.rows.map(({ t, value }) => [t, value]));
  const sum = { level: 0, slope: 0 };
  return modelled.rows.map((row, i): CounterfactualPeriod => {
    // What the comparators did, so that a difference becomes a value of the unit again.
    const beside = observed.get(row.t)! - row.value;
    const estimate = expected[i]! + beside;
    if (row.phase !== 'post')
      return { period: row.period, without: { estimate, low: null, high: null }, cumulative: null };
    const now = pathRange(effect, 1, row.t - postStart);
    sum.level += 1;
    sum.slope += row.t - postStart;
    return {
      period: row.period,
      without: {
        estimate,
        low: estimate + now.estimate - now.high,
        high: estimate + now.estimate - now.low,
      },
      cumulative: pathRange(effect, sum.level, sum.slope),
    };
  });
}

/** level · a + slope · b with its interval, the drift bound's width included. */
function pathRange({ path, average, driftHalfWidth }: Effect, a: number, b: number): Range {
  const [levels, both, , slopes] = path.covariance;
  const estimate = a * path.level + b * path.slope;
  const variance = a * a * levels + 2 * a * b * both + b * b * slopes;
  const reach = tQuantile(0.975, average.df!) * Math.sqrt(Math.max(0, variance)) + a * driftHalfWidth;
  return { estimate, low: estimate - reach, high: estimate + reach };
}

/** The fitted model of every row, stabilization included, with level and change of slope left out. */
function withoutChange({ fit, design }: Effect, { rows, postStart, periodLength }: Timeline): Float64Array {
  const terms = new Set(design.terms);
  const all = segmentedDesign(
    rows,
    {
      trend: terms.has('trend'),
      change: 'none',
      season: terms.has('annual sine'),
      weekday: design.terms.some((term) => term.startsWith('weekday')),
    },
    postStart,
    periodLength,
  );
  const coefficient = new Map(design.terms.map((term, j) => [term, fit.coefficients[j]!]));
  return Float64Array.from(rows, (_, i) =>
    all.terms.reduce((total, term, j) => total + (coefficient.get(term) ?? 0) * all.columns[j]![i]!, 0),
  );
}
