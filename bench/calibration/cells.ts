import { estimateSeries, type Question } from '../../src/comparison/estimate-series.ts';
import type { Random } from '../../src/statistics/random.ts';
import { families } from './families.ts';
import { plannedPower } from './planned-power.ts';
import { MONTHS, name, PHIS, SHORT, WEEKS_52, WEEKS_78, WEEKS_104 } from './plans.ts';
import {
  ar1,
  ar2,
  heavyTailed,
  type Plan,
  type Process,
  periodsPerYear,
  scaled,
  skewed,
  wandering,
} from './process.ts';
import { common, primary, product, withTerms } from './readings.ts';
import { comparatorOf, NOTHING, questionAbout, type Shape, simulateCounts, simulateValues } from './series.ts';
import type { Cell, Trial } from './tally.ts';

/** Every cell of every table, in the order in which they are printed. */
export function cells(): Cell[] {
  return [
    ...autoregressive(),
    ...otherErrors(),
    ...counts(),
    ...shapes(),
    ...declarations(),
    ...families(),
    ...plannedPower(),
  ];
}

/** The primary model as the rules choose it, and what the field commonly reports. */
function nothingHappened(plan: Plan, process: Process): Trial {
  return (random) => {
    const simulated = simulateValues(plan, process, NOTHING, random);
    const estimated = estimateSeries(questionAbout(simulated, plan));
    return { truth: 0, readings: { ...product(estimated), ...common(estimated) } };
  };
}

function autoregressive(): Cell[] {
  return [MONTHS, WEEKS_52, WEEKS_78, WEEKS_104].flatMap((plan) =>
    PHIS.map((phi) => ({
      table: 'ar1',
      row: name(plan),
      column: `φ = ${phi}`,
      trial: nothingHappened(plan, ar1(phi)),
    })),
  );
}

function otherErrors(): Cell[] {
  const usual = ar1(0.3);
  const inPost = ({ baseline, gap }: Plan, t: number) => t >= baseline + gap;
  const processes: [string, Process][] = [
    ['skewed, φ = .3', ar1(0.3, skewed)],
    ['heavy tails, φ = .3', ar1(0.3, heavyTailed)],
    ['scatter doubles at go-live', scaled(usual, (t, plan) => (inPost(plan, t) ? 2 : 1))],
    ['scatter halves at go-live', scaled(usual, (t, plan) => (inPost(plan, t) ? 0.5 : 1))],
    ['AR(2), .5 and .3', ar2(0.5, 0.3)],
    ['AR(2), .2 and .4', ar2(0.2, 0.4)],
    ['level wanders, .25 SD a √year', wandering(usual, 0.25)],
    ['level wanders, .5 SD a √year', wandering(usual, 0.5)],
    ['level wanders, 1 SD a √year', wandering(usual, 1)],
  ];
  return processes.flatMap(([row, process]) =>
    [MONTHS, WEEKS_52, WEEKS_104].map((plan) => ({
      table: 'errors',
      row,
      column: name(plan),
      trial: nothingHappened(plan, process),
    })),
  );
}

function counts(): Cell[] {
  const kinds: [string, 'rate' | 'proportion', number, number, Process][] = [
    ['rate, 20 events a period, Poisson', 'rate', 20, 0, ar1(0)],
    ['rate, 20 events, log rate ±20 %, φ = .5', 'rate', 20, 0.2, ar1(0.5)],
    ['rate, 20 events, log rate ±40 %, φ = .8', 'rate', 20, 0.4, ar1(0.8)],
    ['rate, 3 events a period, Poisson', 'rate', 3, 0, ar1(0)],
    ['share, 12 of 60, binomial', 'proportion', 12, 0, ar1(0)],
    ['share, 12 of 60, logit ±.3, φ = .5', 'proportion', 12, 0.3, ar1(0.5)],
  ];
  return kinds.flatMap(([row, statistic, mean, scale, process]) =>
    [MONTHS, WEEKS_52, WEEKS_104].map((plan) => ({
      table: 'counts',
      row,
      column: name(plan),
      trial: (random: Random) => {
        const simulated = simulateCounts(statistic, { plan, process, scale, mean }, random);
        const estimated = estimateSeries(questionAbout(simulated, plan, { statistic }));
        return { truth: 0, readings: { ...product(estimated), ...common(estimated) } };
      },
    })),
  );
}

/** Effects that do not come at once, and models that would be narrower. */
function shapes(): Cell[] {
  const kinds: [string, Shape][] = [
    ['step of 2 SD', () => -2],
    ['ramp to 4 SD', (u) => -4 * u],
    ['4 SD, gone by half each third of the window', (u) => -4 * 0.5 ** (3 * u)],
  ];
  return kinds.flatMap(([row, shape]) =>
    [MONTHS, WEEKS_52, WEEKS_104].map((plan) => ({
      table: 'shapes',
      row,
      column: name(plan),
      trial: (random: Random) => {
        const simulated = simulateValues(plan, ar1(0.3), shape, random);
        const estimated = estimateSeries(questionAbout(simulated, plan));
        const readings = {
          'primary model': primary(estimated),
          'with a trend, level alone': withTerms(estimated, { trend: true, change: 'level' }),
          'no trend, level alone': withTerms(estimated, { trend: false, change: 'level' }),
        };
        return { truth: simulated.truth, readings };
      },
    })),
  );
}

/** What a drift bound and comparators carry, where they are true and where they are not. */
function declarations(): Cell[] {
  const bounded = (plan: Plan, perYear: number): Trial => {
    const years = plan.baseline / periodsPerYear(plan);
    return (random) => {
      const simulated = simulateValues(plan, ar1(0.3), NOTHING, random, perYear * years);
      const question = questionAbout(simulated, plan, { drift: { atMost: 1, of: 'values' } });
      return { truth: 0, readings: product(estimateSeries(question)) };
    };
  };
  const beside = (plan: Plan, apart: number, drift: Question['drift'] = null): Trial => {
    return (random) => {
      const shared = ar1(0.5)(plan, random);
      const own = simulateValues(plan, mixed(shared), NOTHING, random, -apart);
      const other = simulateValues(plan, mixed(shared), NOTHING, random, 0);
      const question = questionAbout(own, plan, { comparators: [comparatorOf(other, plan)], drift });
      return { truth: 0, readings: product(estimateSeries(question)) };
    };
  };
  const plans = [SHORT, MONTHS, WEEKS_52];
  const row = (label: string, trialOf: (plan: Plan) => Trial): Cell[] =>
    plans.map((plan) => ({ table: 'declarations', row: label, column: name(plan), trial: trialOf(plan) }));
  return [
    ...row('drift bound 1 SD a year, no drift', (plan) => bounded(plan, 0)),
    ...row('drift bound 1 SD a year, drift at the bound', (plan) => bounded(plan, -1)),
    ...row('drift bound 1 SD a year, drift twice the bound', (plan) => bounded(plan, -2)),
    ...row('comparator, parallel', (plan) => beside(plan, 0)),
    ...row('comparator, drifting apart by 1 SD over the baseline', (plan) => beside(plan, 1)),
    ...row('comparator, parallel and declared so', (plan) => beside(plan, 0, PARALLEL)),
    ...row('comparator, drifting apart, declared parallel', (plan) => beside(plan, 1, PARALLEL)),
  ];
}

/** Parallel trends: a bound of nothing on the drift of the difference. */
const PARALLEL: Question['drift'] = { atMost: 0, of: 'difference' };

/** Errors of which four fifths of the variance are shared. */
function mixed(shared: readonly number[]): Process {
  return (plan, random) =>
    ar1(0.2)(plan, random).map((error, t) => Math.sqrt(0.8) * shared[t]! + Math.sqrt(0.2) * error);
}
