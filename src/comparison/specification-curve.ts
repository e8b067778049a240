import { type CountModel, coversYear, type Method, TREND_PERIODS } from '../baseline/choose-method.ts';
import { segmentedDesign, type Terms, YEAR_PERIODS } from '../baseline/segmented-design.ts';
import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { Adjustment, Direction } from '../kpi/kpi.ts';
import { glsAr1 } from '../statistics/gls-ar1.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import type { Interval } from '../statistics/interval.ts';
import { mean } from '../statistics/mean.ts';
import { neweyWest } from '../statistics/newey-west.ts';
import { ols } from '../statistics/ols.ts';
import type { Specifications } from './comparison.ts';
import { countEffect } from './count-effect.ts';
import { effectWeights } from './estimate-effect.ts';
import { settledFrom } from './stabilization-evidence.ts';
import { LEAST_PERIODS } from './thinness.ts';

/** One defensible way to estimate the effect. */
export interface Specification {
  adjustment: Adjustment;
  baseline: 'full' | 'last 12 months' | 'without the last quarter';
  stabilization: 'declared' | 'four periods shorter' | 'four periods longer' | 'as evidenced';
  trend: 'linear' | 'none';
  season: 'annual' | 'none';
  method: 'GLS, AR(1)' | 'GLS, AR(1), weighted by observations' | 'least squares, Newey–West' | CountModel;
}

/** What one specification finds: the average effect with its 95 % interval, in the KPI's unit. */
export interface Defensible {
  choices: Specification;
  estimate: number;
  low: number;
  high: number;
}

/** The same, as it stands to the claim. */
export interface Branch extends Defensible {
  /** The one the verdict rests on. */
  primary: boolean;
  /** Counts towards agreement: a branch without trend does so only with a valid drift bound or comparators. */
  counted: boolean;
}

/** Periods by which the declared end of stabilization is moved. */
const SHIFT = 4;

/**
 * What do the other defensible choices find?
 *
 * Every combination of baseline length, end of stabilization, trend, season and method that the data allow (8 periods a
 * side; 24 of baseline for a trend, a year for a season). Choices that come to the same windows count once.
 *
 * @param timeline  what the primary method works on, or the same statistic with the other adjustment
 * @param primary   its model, terms and use of comparators
 * @source  Simonsohn, Simmons & Nelson 2020, Nat Hum Behav 4:1208
 * @example defensibleEstimates('crude', timeline, method).length  // 48
 */
export function defensibleEstimates(
  adjustment: Adjustment,
  timeline: Timeline,
  primary: Pick<Method, 'model' | 'terms' | 'comparators'>,
): Defensible[] {
  return rewindings(timeline).flatMap(({ baseline, stabilization, rewound }) =>
    termsOf(rewound, primary.terms).flatMap((terms) => {
      const averageEffect = averageEffects(rewound, terms);
      return methodsOf(rewound, primary).flatMap((method): Defensible[] => {
        const found = averageEffect(method);
        if (found.kind === 'inconclusive') return [];
        const trend = terms.trend ? 'linear' : 'none';
        const season = terms.season ? 'annual' : 'none';
        const { estimate, low, high } = found;
        return [{ choices: { adjustment, baseline, stabilization, trend, season, method }, estimate, low, high }];
      });
    }),
  );
}

/**
 * Would the claim have survived other defensible choices?
 *
 * @param estimates   of the primary adjustment first, then of the other where it exists
 * @param adjustment  the primary one
 * @param primary     the method that the verdict rests on
 * @returns in order of their estimates
 * @example branchesOf(defensibleEstimates('crude', timeline, method), 'crude', method).filter(({ counted }) => counted)
 */
export function branchesOf(estimates: readonly Defensible[], adjustment: Adjustment, primary: Method): Branch[] {
  const noTrendCounts = primary.comparators || (primary.drift !== null && !primary.drift.void);
  const standing: Specification = {
    adjustment,
    baseline: 'full',
    stabilization: 'declared',
    trend: primary.terms.trend ? 'linear' : 'none',
    season: primary.terms.season ? 'annual' : 'none',
    method: primary.model === 'gls-ar1' ? 'GLS, AR(1)' : primary.model,
  };
  const isStanding = (choices: Specification) =>
    (Object.keys(standing) as (keyof Specification)[]).every((choice) => choices[choice] === standing[choice]);
  return estimates
    .map((one) => ({
      ...one,
      primary: isStanding(one.choices),
      counted: one.choices.trend === 'linear' || noTrendCounts,
    }))
    .sort((a, b) => a.estimate - b.estimate);
}

/**
 * Which of the defensible specifications speaks least for the claim? Of those that count, the one with the smallest gain.
 *
 * @param direction  which way is better; a band has no such specification
 * @example leastFavourable(branches, 'decrease')?.estimate  // −9.4
 */
export function leastFavourable(branches: readonly Branch[], direction: Direction): Specifications['least'] {
  const counted = branches.filter((branch) => branch.counted);
  const least = direction === 'decrease' ? counted.at(-1) : counted[0];
  if (least === undefined || typeof direction === 'object') return null;
  const { estimate, low, high, choices } = least;
  const { adjustment, baseline, stabilization, trend, season, method } = choices;
  const told = [
    `baseline ${baseline}`,
    `stabilization ${stabilization}`,
    `trend ${trend}`,
    `season ${season}`,
    adjustment,
    method,
  ];
  return { choices: told.join(', '), estimate, low, high };
}

interface Rewound {
  baseline: Specification['baseline'];
  stabilization: Specification['stabilization'];
  rewound: Timeline;
}

/** Each pair of baseline length and stabilization end that leaves enough periods; the first of equal ones stays. */
function rewindings(timeline: Timeline): Rewound[] {
  const kept = new Map<string, Rewound>();
  for (const [baseline, from, to] of baselineCuts(timeline)) {
    for (const [stabilization, postStart] of stabilizationEnds(timeline)) {
      const rows = timeline.rows.flatMap((row): Row[] => {
        if (row.phase === 'baseline') return row.t >= from && row.t <= to ? [row] : [];
        return row.t >= postStart ? [{ ...row, phase: 'post' }] : [];
      });
      const rewound = { ...timeline, rows, postStart };
      const before = rowsIn(rewound, 'baseline');
      const enough = before.length >= LEAST_PERIODS && rows.length - before.length >= LEAST_PERIODS;
      const key = `${before[0]?.t} ${before.at(-1)?.t} ${postStart}`;
      if (enough && !kept.has(key)) kept.set(key, { baseline, stabilization, rewound });
    }
  }
  return [...kept.values()];
}

function baselineCuts(timeline: Timeline): [Specification['baseline'], number, number][] {
  const times = rowsIn(timeline, 'baseline').map(({ t }) => t);
  const last = times.at(-1) ?? 0;
  const year = YEAR_PERIODS[timeline.periodLength];
  return [
    ['full', times[0] ?? 0, last],
    ['last 12 months', last - year + 1, last],
    ['without the last quarter', times[0] ?? 0, Math.floor(last - year / 4)],
  ];
}

function stabilizationEnds(timeline: Timeline): [Specification['stabilization'], number][] {
  const { goLive, postStart } = timeline;
  const ends: [Specification['stabilization'], number][] = [
    ['declared', postStart],
    ['four periods shorter', Math.max(Math.min(postStart, goLive + 1), postStart - SHIFT)],
    ['four periods longer', postStart + SHIFT],
  ];
  const settled = settledFrom(timeline);
  if (settled !== null) ends.push(['as evidenced', settled]);
  return ends;
}

function termsOf(timeline: Timeline, { weekday }: Terms): Terms[] {
  const trends = rowsIn(timeline, 'baseline').length >= TREND_PERIODS ? [true, false] : [false];
  const seasons = coversYear(timeline) ? [true, false] : [false];
  return trends.flatMap((trend) =>
    seasons.map((season): Terms => ({ trend, change: trend ? 'level and slope' : 'level', season, weekday })),
  );
}

function methodsOf({ rows }: Timeline, primary: Pick<Method, 'model' | 'comparators'>): Specification['method'][] {
  const methods: Specification['method'][] = ['GLS, AR(1)', 'least squares, Newey–West'];
  const weighable = !primary.comparators && new Set(rows.map(({ n }) => n)).size > 1 && rows.every(({ n }) => n > 0);
  if (weighable) methods.push('GLS, AR(1), weighted by observations');
  if (primary.model !== 'gls-ar1') methods.push(primary.model);
  return methods;
}

/** The average effect by method: all share one design. */
function averageEffects(
  timeline: Timeline,
  terms: Terms,
): (method: Specification['method']) => Interval | Inconclusive {
  const { rows, postStart, periodLength } = timeline;
  const design = segmentedDesign(rows, terms, postStart, periodLength);
  const onAverage = effectWeights(design, mean(rowsIn(timeline, 'post').map(({ t }) => t - postStart)));
  const values = rows.map(({ value }) => value);
  const times = rows.map(({ t }) => t);
  return (method) => {
    if (method === 'quasi-poisson' || method === 'quasi-binomial') {
      const counts = countEffect(timeline, method, terms);
      return 'kind' in counts ? counts : counts.average;
    }
    if (method === 'least squares, Newey–West') {
      const fit = ols(values, design.columns);
      return fit.kind === 'fit' ? fit.contrast(onAverage, neweyWest(fit, { lag: 3, adjust: true })) : fit;
    }
    const weighted = method === 'GLS, AR(1), weighted by observations';
    const scale = rows.map(({ n }) => (weighted ? Math.sqrt(n) : 1));
    const fit = glsAr1(
      values.map((value, i) => value * scale[i]!),
      design.columns.map((column) => column.map((value, i) => value * scale[i]!)),
      times,
    );
    return fit.kind === 'fit' ? fit.contrast(onAverage) : fit;
  };
}
