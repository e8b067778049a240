import { expect, test } from 'vitest';
import { median, quantileSorted } from '../../src/statistics/quantile.ts';

test('type 7, as R quantile(c(3,1,4,1,5,9,2,6), c(0.1, 0.5, 0.9))', () => {
  const sorted = [1, 1, 2, 3, 4, 5, 6, 9];
  expect(quantileSorted(sorted, 0.1)).toBe(1);
  expect(quantileSorted(sorted, 0.5)).toBe(3.5);
  expect(quantileSorted(sorted, 0.9)).toBeCloseTo(6.9, 12);
  expect([quantileSorted(sorted, 0), quantileSorted(sorted, 1)]).toEqual([1, 9]);
});

test('the median of one, two and none', () => {
  expect([median([4]), median([4, 1]), median([])]).toEqual([4, 2.5, Number.NaN]);
});
