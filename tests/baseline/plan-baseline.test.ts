import { describe, expect, test } from 'vitest';
import { chooseMethod } from '../../src/baseline/choose-method.ts';
import { type BaselinePlan, planBaseline } from '../../src/baseline/plan-baseline.ts';
import { plannedTimeline } from '../../src/baseline/planned-timeline.ts';
import { powerOf } from '../../src/baseline/power.ts';
import { type Timeline, timelineOf } from '../../src/baseline/timeline.ts';
import { mean } from '../../src/statistics/mean.ts';
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

/** Share of series of φ and σ 1 in which a rise is shown, at a length of the baseline. */
function trueShare(periods: number, post: number, phi: number, rise: number): number {
  const timeline = plannedTimeline(periods, 12, post, 'week');
  return powerOf(timeline, chooseMethod(timeline, declared), { phi, sigma: 1 })!.at(rise);
}

describe('planBaseline', () => {
  test('planned from one year each, programs show the important change as often as promised', () => {
    const pilots = Array.from({ length: 60 }, (_, seed) => {
      const errors = ar1Errors(52, 0.3, seededUniform(seed + 1));
      return plan(timelineOf(seriesOf([...errors]), windowsAround(52, 12)), 1.3);
    });
    for (const [i, promised] of [0.8, 0.9].entries()) {
      // Those whose scatter looked so large that five years would not do are not planned at all.
      const shares = pilots.flatMap(({ needed, post }) => {
        const { periods } = needed[i]!;
        return periods === null ? [] : [trueShare(periods, post, 0.3, 1.3)];
      });
      expect(shares.length).toBeGreaterThan(30);
      expect(Math.abs(mean(shares) - promised), `${mean(shares)} for ${promised}`).toBeLessThan(0.05);
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
