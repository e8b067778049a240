import { describe, expect, test } from 'vitest';
import { chooseMethod } from '../../src/baseline/choose-method.ts';
import { type BaselinePlan, planBaseline } from '../../src/baseline/plan-baseline.ts';
import { plannedTimeline } from '../../src/baseline/planned-timeline.ts';
import { type Timeline, timelineOf } from '../../src/baseline/timeline.ts';
import { estimateEffect } from '../../src/comparison/estimate-effect.ts';
import { answer } from '../support/relative.ts';
import { ar1Errors, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const declared = { statistic: 'mean', comparators: false, drift: null } as const;

function baselineOf(periods: number, phi: number, options: Parameters<typeof seriesOf>[1] = {}): Timeline {
  const errors = ar1Errors(periods, phi, seededUniform(11));
  const values = errors.map((error, t) => 80 + 10 * error + 5 * Math.sin((2 * Math.PI * t) / 52.18));
  return timelineOf(seriesOf(values, options), windowsAround(periods, 12, options));
}

const plan = (timeline: Timeline, delta: number | null) =>
  answer(planBaseline(timeline, chooseMethod(timeline, declared), delta)) as BaselinePlan;

/** Share of fresh series of a design in which a fall of this size is shown. */
function shareShown(baseline: number, post: number, { phi, sigma }: BaselinePlan['noise'], fall: number): number {
  const timeline = plannedTimeline(baseline, 12, post, 'week');
  const method = chooseMethod(timeline, declared);
  const uniform = seededUniform(5);
  const series = 400;
  let shown = 0;
  for (let s = 0; s < series; s++) {
    const errors = ar1Errors(baseline + 12 + post, phi, uniform);
    const rows = timeline.rows.map((row) => ({
      ...row,
      value: sigma * errors[row.t]! - (row.phase === 'post' ? fall : 0),
    }));
    const effect = estimateEffect({ ...timeline, rows }, method);
    if (!('kind' in effect) && effect.average.high < 0) shown += 1;
  }
  return shown / series;
}

describe('planBaseline', () => {
  test('at the planned lengths the important change is shown as often as promised', () => {
    const { noise, post, needed } = plan(baselineOf(52, 0.3), 12);
    expect(needed.map(({ power }) => power)).toEqual([0.8, 0.9]);
    for (const { power, periods } of needed) {
      expect(periods).toBeGreaterThan(52);
      const share = shareShown(periods!, post, noise, 12);
      expect(Math.abs(share - power), `${share} for ${power} at ${periods}`).toBeLessThan(0.05);
    }
  });

  test('eighteen months show about half of what twelve do, and every longer baseline less', () => {
    const { byLength, now, declared: whole } = plan(baselineOf(52, 0.3), 12);
    expect(byLength.map(({ periods }) => periods)).toEqual([52, 78, 104, 156]);
    const [year, yearAndHalf, two, three] = byLength.map(({ detectable }) => detectable!);
    expect(yearAndHalf! / year!).toBeLessThan(0.65);
    expect(two!).toBeLessThan(yearAndHalf!);
    expect(three!).toBeLessThan(two!);
    expect(now).toEqual(byLength[0]);
    expect(whole).toEqual(now);
    expect(now.power).toBeLessThan(byLength[1]!.power!);
  });

  test('months below 24 show nothing by themselves; with a drift bound they do', () => {
    const monthly = { length: 'month' as const, first: '2020-01-01' };
    const timeline = baselineOf(14, 0, monthly);
    const alone = plan(timeline, 20);
    expect(alone.now).toEqual({ periods: 14, detectable: null, power: 0 });
    expect(alone.byLength.map(({ detectable }) => detectable !== null)).toEqual([false, false, true, true]);
    const beside = { comparators: true, drift: { atMost: 1, of: 'difference' } } as const;
    for (const help of [{ drift: { atMost: 1, of: 'values' } } as const, beside]) {
      const method = chooseMethod(timeline, { ...declared, ...help });
      const helped = answer(planBaseline(timeline, method, 20)) as BaselinePlan;
      expect(helped.now.detectable).toBeGreaterThan(0);
    }
  });

  test('without a declared change nothing is needed; a change too small is out of reach', () => {
    expect(plan(baselineOf(52, 0.3), null)).toMatchObject({ needed: [], now: { power: null } });
    expect(plan(baselineOf(52, 0.3), 0.5).needed).toEqual([
      { power: 0.8, periods: null },
      { power: 0.9, periods: null },
    ]);
  });

  test('a baseline without values that vary has no plan', () => {
    const flat = timelineOf(seriesOf(Array.from({ length: 30 }, () => 7)), windowsAround(30));
    expect(planBaseline(flat, chooseMethod(flat, declared), 5)).toMatchObject({ reason: 'no residual variation' });
    const empty = timelineOf(seriesOf([]), windowsAround(30));
    expect(planBaseline(empty, chooseMethod(empty, declared), 5)).toMatchObject({ reason: 'too few observations' });
  });
});
