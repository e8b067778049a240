import { expect, test } from 'vitest';
import { assuranceOf } from '../../src/comparison/assurance.ts';
import type { Limits } from '../../src/comparison/comparison.ts';

const limits = (lower: Limits['lower'], upper: Limits['upper'], phase: Limits['phase'] = 'post'): Limits => ({
  ...{ phase, chart: 'XmR', center: 50, lower, upper },
  periods: Array.isArray(lower) ? lower.map((_, i) => `2024-01-0${i + 1}`) : null,
});

test.each([
  [60, 'decrease', 'consistently met'],
  [56, 'decrease', 'consistently met'],
  [50, 'decrease', 'hit and miss'],
  [44, 'decrease', 'hit and miss'],
  [43, 'decrease', 'consistently missed'],
  [43, 'increase', 'consistently met'],
  [50, 'increase', 'hit and miss'],
  [57, 'increase', 'consistently missed'],
] as const)('limits 44 to 56, target %d, %s is better: %s', (target, direction, expected) => {
  expect(assuranceOf([limits(44, 56)], target, direction)).toBe(expected);
});

test('the limits after go-live decide, where there are some', () => {
  const before = limits(20, 30, 'baseline');
  expect(assuranceOf([before, limits(44, 56)], 35, 'decrease')).toBe('consistently missed');
  expect(assuranceOf([before], 35, 'decrease')).toBe('consistently met');
});

test('limits that follow the denominator must all lie on one side', () => {
  expect(assuranceOf([limits([44, 45], [56, 58])], 57, 'decrease')).toBe('hit and miss');
  expect(assuranceOf([limits([44, 45], [56, 58])], 58, 'decrease')).toBe('consistently met');
});

test('no target, no limits, no one good direction: nothing is said', () => {
  expect(assuranceOf([limits(44, 56)], null, 'decrease')).toBeNull();
  expect(assuranceOf([], 50, 'decrease')).toBeNull();
  expect(assuranceOf([limits(44, 56)], 50, { low: 1, high: 2 })).toBeNull();
});
