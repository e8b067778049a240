import { describe, expect, test } from 'vitest';
import { adequacyOf, minimumDetectableChange } from '../../src/baseline/adequacy.ts';
import { chooseMethod } from '../../src/baseline/choose-method.ts';
import { type Timeline, timelineOf } from '../../src/baseline/timeline.ts';
import { estimateEffect } from '../../src/comparison/estimate-effect.ts';
import { expectRelative } from '../support/relative.ts';
import { ar1Errors, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const none = { statistic: 'mean', comparators: false, drift: null } as const;
const adequacy = (
  timeline: Timeline,
  direction: 'decrease' | 'increase' | { low: number; high: number } = 'decrease',
) => adequacyOf(timeline, timeline, chooseMethod(timeline, none), direction);

describe('adequacyOf', () => {
  test('counts periods, observations, gaps and years', () => {
    const values = Array.from({ length: 52 }, (_, t) => (t === 10 || t === 30 ? null : t % 7));
    expect(adequacy(timelineOf(seriesOf(values), windowsAround(52)))).toMatchObject({
      periods: 50,
      observations: 5000,
      gaps: 2,
      years: 52 / (365.25 / 7),
      coversYear: true,
    });
  });

  test('a last quarter worse than the whole by more than 1.5 SD warns of a return to the mean', () => {
    // 36 months at 0, then 3 at 10: mean 10/13, SD² = 39·(1/13)(12/13)·100/38, last quarter 10.
    const values = [...Array.from({ length: 36 }, () => 0), 10, 10, 10];
    const monthly = { length: 'month' as const, first: '2020-01-01' };
    const timeline = timelineOf(seriesOf(values, monthly), windowsAround(39, 0, monthly));
    const expected = (10 - 10 / 13) / Math.sqrt((39 / 38) * (12 / 169) * 100);
    const found = adequacy(timeline);
    expectRelative(found.lastQuarterWorseBy!, expected, 1e-12);
    expect(found.regressionToTheMean).toBe(true);
    expect(adequacy(timeline, 'increase').lastQuarterWorseBy).toBeCloseTo(-expected, 12);
    expect(adequacy(timeline, 'increase').regressionToTheMean).toBe(false);
    // The band's distance is 0 for the whole and 5 for the last quarter.
    expectRelative(
      adequacy(timeline, { low: -5, high: 5 }).lastQuarterWorseBy!,
      5 / Math.sqrt((39 / 38) * (12 / 169) * 100),
      1e-12,
    );
  });

  test('a flat or empty baseline gives no number where none exists', () => {
    const flat = timelineOf(seriesOf(Array.from({ length: 40 }, () => 3)), windowsAround(40));
    expect(adequacy(flat)).toMatchObject({ lastQuarterWorseBy: null });
    expect(minimumDetectableChange(flat, chooseMethod(flat, none))).toBeNull();
    const empty = timelineOf(seriesOf([]), windowsAround(40));
    expect(adequacy(empty)).toMatchObject({ periods: 0, gaps: 0, years: 0 });
    expect(minimumDetectableChange(empty, chooseMethod(empty, none))).toBeNull();
  });
});

describe('minimumDetectableChange', () => {
  const series = (shift: number, seed: number) => {
    const errors = ar1Errors(64, 0.3, seededUniform(seed));
    return timelineOf(seriesOf(errors.map((e, t) => 50 + e - (t >= 40 ? shift : 0))), windowsAround(40, 4));
  };

  test('a method that cannot show an improvement detects no change, however large', () => {
    const short = timelineOf(seriesOf(ar1Errors(36, 0, seededUniform(4))), windowsAround(16));
    expect(minimumDetectableChange(short, chooseMethod(short, none))).toBeNull();
    const bounded = chooseMethod(short, { ...none, drift: { atMost: 1, of: 'values' } });
    expect(minimumDetectableChange(short, bounded)).toEqual(expect.any(Number));
  });

  test('an effect of that size is shown in about 80 of 100 series', () => {
    let [shown, n] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const blank = series(0, seed);
      const method = chooseMethod(blank, none);
      const change = minimumDetectableChange(blank, method);
      if (change === null) continue;
      n += 1;
      const effect = estimateEffect(series(change, seed + 1000), method);
      if (!('kind' in effect) && effect.average.high < 0) shown += 1;
    }
    expect(n).toBeGreaterThan(50);
    expect(shown / n).toBeGreaterThan(0.6);
    expect(shown / n).toBeLessThan(0.95);
  });

  test('post periods that do not exist yet are taken to be a year', () => {
    const values = ar1Errors(104, 0, seededUniform(2));
    const ahead = timelineOf(seriesOf(values.slice(0, 52)), windowsAround(52));
    const there = timelineOf(seriesOf(values), windowsAround(52));
    const method = chooseMethod(ahead, none);
    expectRelative(minimumDetectableChange(ahead, method)!, minimumDetectableChange(there, method)!, 1e-12);
  });

  test('a drift bound adds what it allows between the centres of the windows', () => {
    const timeline = series(0, 9);
    const bounded = chooseMethod(timeline, { ...none, comparators: false, drift: { atMost: 3, of: 'values' } });
    const unbounded = { ...bounded, drift: null };
    // Weeks 0–39 and 44–63: 53.5 − 19.5 = 34 weeks.
    const difference = minimumDetectableChange(timeline, bounded)! - minimumDetectableChange(timeline, unbounded)!;
    expectRelative(difference, (3 * 34) / (365.25 / 7), 1e-3);
  });
});
