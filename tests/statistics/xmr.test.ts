import { expect, test } from 'vitest';
import { xmrLimits } from '../../src/statistics/xmr.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('limits by hand: ranges 2, 1, 2', () => {
  const limits = answer(xmrLimits([10, 12, 11, 13]));
  expectRelative(limits.center, 11.5, 1e-15);
  expectRelative(limits.averageMovingRange, 5 / 3, 1e-15);
  expectRelative(limits.upper, 11.5 + (3 * 5) / 3 / 1.128, 1e-15);
  expectRelative(limits.lower, 11.5 - (3 * 5) / 3 / 1.128, 1e-15);
  expect(limits.screened).toBe(0);
});

test('screening leaves one great range out, in one pass', () => {
  const values = [1, 2, 1, 2, 1, 2, 1, 2, 30];
  const limits = answer(xmrLimits(values, { screen: true }));
  expect(limits).toMatchObject({ averageMovingRange: 1, screened: 1 });
  expect(answer(xmrLimits(values)).averageMovingRange).toBe((7 + 28) / 8);
});

test('a single value, or a constant, has no limits', () => {
  expect(xmrLimits([3])).toEqual({ kind: 'inconclusive', reason: 'too few observations', n: 1, required: 2 });
  expect(xmrLimits([])).toMatchObject({ reason: 'too few observations', n: 0 });
  expect(xmrLimits([0, 0, 0])).toMatchObject({ kind: 'inconclusive', reason: 'no variation' });
  expect(() => xmrLimits([1, Infinity])).toThrow('value 2 of «values» is Infinity');
});
