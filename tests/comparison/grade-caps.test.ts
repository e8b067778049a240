import { describe, expect, test } from 'vitest';
import { compareSeries } from '../../src/comparison/compare-series.ts';
import type { Effect } from '../../src/comparison/estimate-effect.ts';
import { estimateSeries, type Question } from '../../src/comparison/estimate-series.ts';
import { gradeCaps } from '../../src/comparison/grade-caps.ts';
import { ar1Errors, questionAbout, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const windows = windowsAround(104, 4);
const capsOn = (values: readonly number[], rest: Partial<Question> = {}, parallel: boolean | null = null) => {
  const estimated = estimateSeries(questionAbout(seriesOf(values), windows, rest));
  return gradeCaps(estimated, estimated.effect as Effect, parallel);
};

/** Errors that remember two periods: x_t = .2 x_{t−1} + .4 x_{t−2} + e_t. */
function ar2Errors(n: number, seed: number): number[] {
  const e = ar1Errors(n + 50, 0, seededUniform(seed));
  const x: number[] = [];
  for (const [t, shock] of e.entries()) x.push(shock + 0.2 * (x[t - 1] ?? 0) + 0.4 * (x[t - 2] ?? 0));
  return x.slice(50);
}

describe('what holds a grade at C', () => {
  const flagged = (errorsOf: (seed: number) => number[]) =>
    Array.from({ length: 40 }, (_, seed) => capsOn(errorsOf(seed + 1))).filter((caps) => caps.length > 0).length;

  test('errors that remember two periods are mostly seen in three years of weeks, those that remember one hardly ever', () => {
    expect(flagged((seed) => ar2Errors(160, seed))).toBeGreaterThan(30);
    expect(flagged((seed) => ar1Errors(160, 0.5, seededUniform(seed)))).toBeLessThan(4);
  });

  test('a drift bound on its word', () => {
    const flat = ar1Errors(160, 0, seededUniform(3));
    const bound = (atMost: number) => capsOn(flat, { drift: { atMost, of: 'values' } });
    expect(bound(40)).toEqual([]);
    expect(bound(0.2)).toEqual([expect.stringContaining('the declared drift bound stands on its word')]);
  });

  test('parallel trends are borne out by a difference that hardly drifted', () => {
    const own = ar1Errors(160, 0, seededUniform(3));
    const west = { series: seriesOf(ar1Errors(160, 0, seededUniform(4)), { unit: 'west' }), windows };
    const parallel = { comparators: [west], drift: { atMost: 0, of: 'difference' } } as const;
    expect(capsOn(own, parallel, true)).toEqual([]);
    expect(capsOn(own, parallel, null)).toHaveLength(1);
  });

  test('counts that linger', () => {
    const rates = ar1Errors(160, 0.9, seededUniform(5)).map((e) => Math.exp(e / 2));
    const series = seriesOf(rates, { statistic: 'rate' });
    const cells = series.cells.map((cell) => ({
      ...cell,
      value: Math.round(200 * cell.value!) / 200,
      numerator: Math.round(200 * cell.value!),
      denominator: 200,
    }));
    const estimated = estimateSeries(questionAbout({ ...series, cells }, windows));
    expect(gradeCaps(estimated, estimated.effect as Effect, null)).toContainEqual(
      expect.stringMatching(/^its counts linger from period to period \(φ 0\.[89]\d\)/),
    );
  });

  test('a B without comparators says what it cannot see', () => {
    const values = ar1Errors(160, 0.2, seededUniform(6)).map((e, t) => 60 + e - (t >= 108 ? 9 : 0));
    const found = compareSeries(questionAbout(seriesOf(values), windows, { minimumImportantChange: 1 }));
    expect(found.grade).toBe('B');
    expect(found.reasons.join(' ')).toContain('no test of that sees a level that wanders slowly by itself');
  });
});
