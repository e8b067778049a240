import { describe, expect, test } from 'vitest';
import { chooseMethod } from '../../src/baseline/choose-method.ts';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { placeboInTime } from '../../src/comparison/placebo.ts';
import { ar1Errors, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const rule = { direction: 'decrease', minimumImportantChange: 1 } as const;
const situation = { statistic: 'mean', comparators: false, drift: null } as const;

function placebo(values: number[], stabilization: number, length: 'day' | 'week' = 'week') {
  const timeline = timelineOf(seriesOf(values, { length }), windowsAround(values.length, stabilization, { length }));
  return placeboInTime(timeline, chooseMethod(timeline, situation), rule);
}
const noise = (n: number, seed = 1) => ar1Errors(n, 0.3, seededUniform(seed)).map((e) => 50 + e);

describe('placeboInTime', () => {
  test('a date leaves 24 periods before it for a trend, else 8, then the stabilization, then 8', () => {
    expect(placebo(noise(78), 12).dates).toBe(78 - 24 - 12 - 8 + 1);
    expect(placebo(noise(52), 12).dates).toBe(9);
    expect(placebo(noise(23), 4).dates).toBe(23 - 8 - 4 - 8 + 1);
    expect(placebo(noise(24), 0).dates).toBe(0);
  });

  test('a long daily baseline is thinned evenly', () => {
    expect(placebo(noise(200), 7, 'day').dates).toBe(120);
  });

  test('in a series where nothing happened it seldom claims a benefit', () => {
    const found = [1, 2, 3, 4, 5, 6].map((seed) => placebo(noise(78, seed), 8));
    const dates = found.reduce((sum, { dates }) => sum + dates, 0);
    const claims = found.reduce((sum, { falseImproved }) => sum + falseImproved, 0);
    expect(dates).toBe(6 * (78 - 24 - 8 - 8 + 1));
    expect(claims / dates).toBeLessThan(0.1);
  });

  test('a baseline with a step of its own is found out', () => {
    const values = noise(23).map((value, t) => value - (t >= 11 ? 6 : 0));
    const { dates, falseImproved } = placebo(values, 0);
    expect(falseImproved / dates).toBeGreaterThan(0.1);
  });

  test('the real post window has no say', () => {
    const timelineWith = (post: number) =>
      timelineOf(seriesOf([...noise(60), ...noise(20).map((value) => value + post)]), windowsAround(60, 4));
    const method = chooseMethod(timelineWith(0), situation);
    expect(placeboInTime(timelineWith(40), method, rule)).toEqual(placeboInTime(timelineWith(0), method, rule));
  });
});
