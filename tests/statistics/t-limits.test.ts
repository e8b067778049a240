import { expect, test } from 'vitest';
import { tLimits, transformTimes } from '../../src/statistics/t-limits.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('limits by hand on the transformed scale 1, 2, 1', () => {
  const limits = answer(tLimits([1, 2 ** 3.6, 1]));
  expectRelative(limits.transformed.averageMovingRange, 1, 1e-12);
  expectRelative(limits.center, (4 / 3) ** 3.6, 1e-12);
  expectRelative(limits.upper, (4 / 3 + 3 / 1.128) ** 3.6, 1e-12);
  expect(limits.lower).toBe(0);
  expect([...transformTimes([0, 1])]).toEqual([0, 1]);
});

test('constant times and negative ones', () => {
  expect(tLimits([5, 5])).toMatchObject({ reason: 'no variation' });
  expect(tLimits([5])).toMatchObject({ reason: 'too few observations' });
  expect(() => tLimits([5, -1])).toThrow(RangeError);
});
