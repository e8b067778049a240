import { expect, test } from 'vitest';
import { gLimits } from '../../src/statistics/g-limits.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('limits by hand: mean 20, σ = √420', () => {
  const limits = answer(gLimits([10, 30, 20]));
  expectRelative(limits.upper, 20 + 3 * Math.sqrt(420), 1e-15);
  expectRelative(limits.center, 20 * Math.log(2), 1e-15);
  expect(limits.lower).toBe(0);
});

test('nothing between events, and too few of them', () => {
  expect(gLimits([0, 0, 0])).toMatchObject({ reason: 'no variation' });
  expect(gLimits([4])).toMatchObject({ reason: 'too few observations', required: 2 });
});
