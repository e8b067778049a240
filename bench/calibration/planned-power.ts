import { chooseMethod } from '../../src/baseline/choose-method.ts';
import { planBaseline } from '../../src/baseline/plan-baseline.ts';
import { plannedTimeline } from '../../src/baseline/planned-timeline.ts';
import { powerOf } from '../../src/baseline/power.ts';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { estimateSeries } from '../../src/comparison/estimate-series.ts';
import { MONTHS, name, THREE_YEARS, WEEKS_52, WEEKS_104, YEAR_AFTER } from './plans.ts';
import { ar1, type Plan } from './process.ts';
import { primary } from './readings.ts';
import { NOTHING, questionAbout, simulateValues } from './series.ts';
import type { Cell, Trial } from './tally.ts';

/** Effects as large as the planner says are shown in 80 and 90 of 100 cases. */
export function plannedPower(): Cell[] {
  const grid = [MONTHS, THREE_YEARS, WEEKS_52, YEAR_AFTER, WEEKS_104].flatMap((plan) =>
    [0.15, 0.45].flatMap((phi) => [0.8, 0.9].map((power) => ({ plan, phi, power }))),
  );
  const known = grid.map(({ plan, phi, power }): Cell => {
    const timeline = plannedTimeline(plan.baseline, plan.gap, plan.post, plan.periodLength);
    const method = chooseMethod(timeline, { statistic: 'mean', comparators: false, drift: null });
    const change = powerOf(timeline, method, { phi, sigma: 1 })!.changeAt(power)!;
    const trial = improves(plan, phi, change);
    return { table: 'power', row: `${name(plan)}, φ = ${phi}`, column: `promised ${100 * power} %`, trial };
  });
  return [...known, ...[0.8, 0.9].map(fromPilot)];
}

function improves(plan: Plan, phi: number, effect: number): Trial {
  return (random) => {
    const simulated = simulateValues(plan, ar1(phi), () => -effect, random);
    const estimated = estimateSeries(questionAbout(simulated, plan));
    return { truth: -effect, readings: { 'primary model': primary(estimated) } };
  };
}

/** The whole road: a year of baseline is seen, the planner names a length, the program keeps to it. */
function fromPilot(power: number): Cell {
  const effect = 1.3;
  const pilot: Plan = { periodLength: 'week', baseline: 52, gap: 12, post: 0 };
  const trial: Trial = (random) => {
    const seen = simulateValues(pilot, ar1(0.3), NOTHING, random);
    const { series, windows } = questionAbout(seen, pilot);
    const timeline = timelineOf(series, windows);
    const method = chooseMethod(timeline, { statistic: 'mean', comparators: false, drift: null });
    const planned = planBaseline(timeline, method, effect);
    const periods = 'kind' in planned ? null : planned.needed.find((need) => need.power === power)!.periods;
    if (periods === null) return { truth: 0, readings: {} };
    return improves({ periodLength: 'week', baseline: periods, gap: 12, post: 52 }, 0.3, effect)(random);
  };
  return {
    table: 'power',
    row: 'length planned from 52 weeks seen, φ = .3',
    column: `promised ${100 * power} %`,
    trial,
  };
}
