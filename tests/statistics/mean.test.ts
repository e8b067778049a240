import { expect, test } from 'vitest';
import { deviations, mean } from '../../src/statistics/mean.ts';
import { variance } from '../../src/statistics/variance.ts';

test('the mean by hand, of equal values, of none', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 6))).toBe(1e9 + 3);
  expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
  expect(mean([])).toBeNaN();
});

test('how far each value lies from an origin', () => {
  expect([...deviations([1, 2, 6], 3)]).toEqual([-2, -1, 3]);
});

test('the sample variance by hand, and none where nothing varies', () => {
  expect(variance([1, 2, 6])).toBe(7);
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 6])).toBe(7);
  expect(variance([0.1, 0.1, 0.1, 0.1])).toBe(0);
});
