import { expect, test } from 'vitest';
import { compensatedSum, mean } from '../../src/statistics/mean.ts';
import { variance } from '../../src/statistics/variance.ts';

test('the mean of numbers that a naive sum would swallow', () => {
  expect(mean([1e16, 1, -1e16])).toBeCloseTo(1 / 3, 15);
  expect(compensatedSum([1, 1e100, 1, -1e100], 0)).toBe(2);
  expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
});

test('the sample variance by hand, and none where nothing varies', () => {
  expect(variance([1, 2, 6])).toBe(7);
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 6])).toBe(7);
  expect(variance([0.1, 0.1, 0.1, 0.1])).toBe(0);
});
