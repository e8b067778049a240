import { layWindows, type Windows } from '../../src/baseline/windows.ts';
import type { Question } from '../../src/comparison/estimate-series.ts';
import type { Series, SeriesCell, Statistic } from '../../src/kpi/kpi.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import type { Random } from '../../src/statistics/random.ts';
import { binomial, type Plan, type Process, periodsPerYear, poisson } from './process.ts';

/** A Monday that is also the first of a month. */
const FIRST = '2018-01-01';

/** In SD: an annual wave of this height, and a drift over the baseline of this size, up or down by a coin. */
const SEASON = 0.5;
const DRIFT = 1;

/** What the deployment did in each post period, u running from 0 to 1 over the window, in SD. */
export type Shape = (u: number) => number;

export const NOTHING: Shape = () => 0;

/** One simulated unit, and the average effect that it truly had. */
export interface Simulated {
  cells: SeriesCell[];
  truth: number;
}

/**
 * A unit whose values have a level, a season, a drift, errors and an effect.
 *
 * @param drift  in SD over the baseline; null for ±1 by a coin
 */
export function simulateValues(
  plan: Plan,
  process: Process,
  shape: Shape,
  random: Random,
  drift: number | null = null,
): Simulated {
  const errors = process(plan, random);
  const expected = expectation(plan, random, drift);
  const effects = effectsOf(plan, shape);
  const cells = errors.map((error, t) => cell(plan, t, 60 + expected(t) + error + effects.at(t), 100, null, null));
  return { cells, truth: effects.average };
}

/** Events per 1,000 of exposure, or events among trials, whose logarithm or logit moves with the errors; no effect. */
export function simulateCounts(
  statistic: 'rate' | 'proportion',
  { plan, process, scale, mean }: { plan: Plan; process: Process; scale: number; mean: number },
  random: Random,
): Simulated {
  const errors = process(plan, random);
  const expected = expectation(plan, random, null);
  const cells = errors.map((error, t) => {
    // Season and drift a fifth as large as those of values, on the scale of the logarithm.
    const shift = expected(t) / 5 + scale * error;
    if (statistic === 'rate') {
      const exposure = 800 + random.integer(400);
      const events = poisson((mean * exposure * Math.exp(shift)) / 1000, random);
      return cell(plan, t, (1000 * events) / exposure, events, events, exposure);
    }
    const trials = 45 + random.integer(30);
    const odds = (mean / (60 - mean)) * Math.exp(shift);
    const events = binomial(trials, odds / (1 + odds), random);
    return cell(plan, t, events / trials, trials, events, trials);
  });
  return { cells, truth: 0 };
}

/** A question about a simulated unit, with nothing declared but what is given. */
export function questionAbout(
  { cells }: Simulated,
  plan: Plan,
  rest: Partial<Question> & { statistic?: Statistic } = {},
): Question {
  const { statistic = 'mean', ...given } = rest;
  return {
    series: seriesOf(cells, plan, 'ward', statistic),
    windows: windowsOf(plan),
    comparators: [],
    unsound: [],
    direction: 'decrease',
    minimumImportantChange: null,
    drift: null,
    unsealedBound: false,
    target: null,
    changes: [],
    instrument: [],
    sealed: false,
    words: { label: 'KPI', names: { ward: 'Ward' }, measure: '1', without: 'it' },
    deployment: 'deployment',
    chart: null,
    ...given,
  };
}

/** The same unit as somebody's comparator. */
export function comparatorOf({ cells }: Simulated, plan: Plan): Question['comparators'][number] {
  return { series: seriesOf(cells, plan, 'other', 'mean'), windows: { ...windowsOf(plan), comparator: true } };
}

function seriesOf(cells: SeriesCell[], { periodLength }: Plan, unit: string, statistic: Statistic): Series {
  return { kpi: 'kpi', statistic, adjustment: 'crude', unit, periodLength, cells };
}

function windowsOf({ periodLength, baseline, gap }: Plan): Windows {
  return layWindows({
    unit: 'ward',
    periodLength,
    goLive: addPeriods(FIRST, baseline, periodLength),
    comparator: false,
    baseline: { periods: baseline },
    stabilizationPeriods: gap,
    breaks: [],
    excluded: [],
    lastDay: '2099-12-31',
  });
}

function expectation(plan: Plan, random: Random, drift: number | null): (t: number) => number {
  const slope = drift ?? (random.uniform() < 0.5 ? -DRIFT : DRIFT);
  const turn = (2 * Math.PI) / periodsPerYear(plan);
  const start = 2 * Math.PI * random.uniform();
  return (t) => SEASON * Math.sin(turn * t + start) + (slope * t) / plan.baseline;
}

function effectsOf({ baseline, gap, post }: Plan, shape: Shape): { at(t: number): number; average: number } {
  const start = baseline + gap;
  const inPost = Array.from({ length: post }, (_, i) => shape(i / (post - 1)));
  const average = inPost.reduce((sum, effect) => sum + effect, 0) / post;
  return { at: (t) => inPost[t - start] ?? 0, average };
}

function cell(
  { periodLength }: Plan,
  t: number,
  value: number,
  n: number,
  numerator: number | null,
  denominator: number | null,
): SeriesCell {
  return { period: addPeriods(FIRST, t, periodLength), n, value, numerator, denominator, volume: n };
}
