import { expect, test } from 'vitest';
import { autocorrelation } from '../../src/statistics/autocorrelation.ts';

test('by hand: deviations −1.5, −0.5, 0.5, 1.5', () => {
  expect(autocorrelation([1, 2, 3, 4], 1)).toBe(1.25 / 5);
  expect(autocorrelation([1, 2, 3, 4], 2)).toBe(-1.5 / 5);
});

test('too short and constant series have none', () => {
  expect(autocorrelation([1], 1)).toMatchObject({ reason: 'too few observations', required: 2 });
  expect(autocorrelation([7, 7, 7], 1)).toMatchObject({ reason: 'no variation' });
});
