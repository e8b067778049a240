import { expect, test } from 'vitest';
import { percentileInterval } from '../../src/statistics/percentile-interval.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('the median of eight by hand: P(B = 0) = 1/256, P(B ≤ 1) = 9/256 > 2.5 %', () => {
  const interval = answer(percentileInterval([3, 1, 4, 1, 5, 9, 2, 6], 0.5));
  expect(interval).toMatchObject({ estimate: 3.5, low: 1, high: 9, ranks: [1, 8] });
  expectRelative(interval.level, 1 - 2 / 256, 1e-12);
});

test('the median of twelve: ranks 3 and 10, as R qbinom(0.025, 12, 0.5)', () => {
  const interval = answer(percentileInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 0.5));
  expect(interval.ranks).toEqual([3, 10]);
  // P(3 ≤ B ≤ 9) = 1 − 2 (1 + 12 + 66) / 4096
  expectRelative(interval.level, 1 - 158 / 4096, 1e-12);
});

test('a p90 needs many values: 29 do not bracket it, a large sample does', () => {
  const line = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
  expect(percentileInterval(line(29), 0.9)).toMatchObject({ reason: 'too few observations', n: 29, required: 36 });
  // R: qbinom(0.025, 200, 0.9) = 171 is the first k with P(B ≤ k) ≥ 0.025; the upper end mirrors 1 − p.
  const { ranks, level } = answer(percentileInterval(line(200), 0.9));
  expect(ranks).toEqual([171, 189]);
  expect(level).toBeGreaterThanOrEqual(0.95);
});

test('one value and none', () => {
  expect(percentileInterval([5], 0.5)).toMatchObject({ reason: 'too few observations', required: 6 });
  expect(percentileInterval([], 0.5)).toMatchObject({ reason: 'too few observations', n: 0 });
});
