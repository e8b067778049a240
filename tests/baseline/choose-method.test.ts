import { describe, expect, test } from 'vitest';
import { chooseMethod, coversYear } from '../../src/baseline/choose-method.ts';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { ar1Errors, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const none = { statistic: 'mean', comparators: false, drift: null } as const;
const noise = (n: number, slope = 0) => ar1Errors(n, 0.2, seededUniform(1)).map((e, t) => 50 + e + slope * t);

/** A timeline whose baseline is these values; the 12 that follow are never looked at. */
function baselineOf(values: (number | null)[], length: 'day' | 'week' | 'month' = 'week') {
  return timelineOf(seriesOf([...values, ...noise(12)], { length }), windowsAround(values.length, 0, { length }));
}

describe('chooseMethod', () => {
  test.each([
    ['week', 23, { trend: false, change: 'level', season: false, weekday: false }],
    ['week', 24, { trend: true, change: 'level and slope', season: false, weekday: false }],
    ['week', 52, { trend: true, change: 'level and slope', season: true, weekday: false }],
    ['month', 12, { trend: false, change: 'level', season: true, weekday: false }],
    ['month', 24, { trend: true, change: 'level and slope', season: true, weekday: false }],
    ['day', 27, { trend: true, change: 'level and slope', season: false, weekday: false }],
    ['day', 28, { trend: true, change: 'level and slope', season: false, weekday: true }],
  ] as const)('%s: %i baseline periods', (length, n, terms) => {
    expect(chooseMethod(baselineOf(noise(n), length), none).terms).toEqual(terms);
  });

  test('a short baseline shows an improvement only with a valid drift bound; with comparators it must bound the difference', () => {
    const short = baselineOf(noise(16));
    expect(chooseMethod(short, none).mayImprove).toBe(false);
    const beside = { ...none, comparators: true };
    expect(chooseMethod(short, beside).mayImprove).toBe(false);
    expect(chooseMethod(short, { ...beside, drift: { atMost: 10, of: 'values' } }).mayImprove).toBe(false);
    expect(chooseMethod(short, { ...beside, drift: { atMost: 10, of: 'difference' } }).mayImprove).toBe(true);
    expect(chooseMethod(short, { ...none, drift: { atMost: 10, of: 'difference' } }).mayImprove).toBe(false);
    expect(chooseMethod(short, { ...none, comparators: false, drift: { atMost: 10, of: 'values' } }).mayImprove).toBe(
      true,
    );
    expect(chooseMethod(baselineOf(noise(24)), none).mayImprove).toBe(true);
  });

  test('a valid drift bound takes the place of the trend', () => {
    const method = chooseMethod(baselineOf(noise(40)), {
      ...none,
      comparators: false,
      drift: { atMost: 10, of: 'values' },
    });
    expect(method.drift).toEqual({ atMost: 10, void: false, borneOut: true });
    expect(method.terms.trend).toBe(false);
    expect(method.name).toBe('GLS with AR(1) errors (REML); level, no trend, widened by the drift bound');
  });

  test('a baseline that drifts faster than the bound voids it, and the trend comes back', () => {
    // 0.5 a week is 26 a year.
    const drifting = baselineOf(noise(40, 0.5));
    const method = chooseMethod(drifting, { ...none, comparators: false, drift: { atMost: 10, of: 'values' } });
    expect(method.drift).toEqual({ atMost: 10, void: true, borneOut: false });
    expect(method.terms.trend).toBe(true);
    const short = chooseMethod(baselineOf(noise(20, 0.5)), {
      ...none,
      comparators: false,
      drift: { atMost: 10, of: 'values' },
    });
    expect(short).toMatchObject({ drift: { void: true }, mayImprove: false });
  });

  test('parallel trends are a bound of nothing on the difference', () => {
    const parallel = { ...none, comparators: true, drift: { atMost: 0, of: 'difference' } } as const;
    const method = chooseMethod(baselineOf(noise(40)), parallel);
    expect(method).toMatchObject({
      terms: { trend: false },
      drift: { void: false, borneOut: false },
      mayImprove: true,
    });
    expect(method.name).toContain('level, no trend, no drift by declaration');
    expect(chooseMethod(baselineOf(noise(40, 0.5)), parallel)).toMatchObject({
      terms: { trend: true },
      drift: { void: true },
    });
  });

  test('comparators keep the trend and set a drift bound of the unit aside', () => {
    const method = chooseMethod(baselineOf(noise(60)), {
      ...none,
      comparators: true,
      drift: { atMost: 10, of: 'values' },
    });
    expect(method).toMatchObject({ comparators: true, drift: null, terms: { trend: true, season: true } });
    expect(method.name).toContain('on the difference from the comparators’ mean');
  });

  test('the post side is not looked at', () => {
    const values = noise(40);
    const calm = timelineOf(seriesOf([...values, ...noise(12)]), windowsAround(40));
    const wild = timelineOf(seriesOf([...values, ...noise(12, 50)]), windowsAround(40));
    const situation = { ...none, comparators: false, drift: { atMost: 1, of: 'values' } } as const;
    expect(chooseMethod(wild, situation)).toEqual(chooseMethod(calm, situation));
  });
});

test('a year is covered by a window as long, with few gaps at its ends and at most a quarter of it missing', () => {
  const covers = (missing: (t: number) => boolean, n = 52) =>
    coversYear(baselineOf(noise(n).map((value, t) => (missing(t) ? null : value))));
  expect(covers(() => false)).toBe(true);
  expect(covers(() => false, 51)).toBe(false);
  expect(covers((t) => t % 5 === 0)).toBe(true);
  expect(covers((t) => t % 2 === 0)).toBe(false);
  expect(covers((t) => t < 2)).toBe(true);
  expect(covers((t) => t < 3)).toBe(false);
});
