import { expect, test } from 'vitest';
import { crossing } from '../../src/valuation/crossing.ts';

test('a straight line is solved, forwards and backwards', () => {
  expect(crossing((x) => 3 - 2 * x, 0, 4)).toBeCloseTo(1.5, 12);
  expect(crossing((x) => 3 - 2 * x, 4, 0)).toBeCloseTo(1.5, 12);
  expect(crossing((x) => 3 - 2 * x, 0, 1)).toBeNull();
});

test('of two crossings the one nearer to the start', () => {
  const curve = (x: number) => (x - 1) * (x - 3);
  expect(crossing(curve, 0, 5)).toBeCloseTo(1, 12);
  expect(crossing(curve, 5, 0)).toBeCloseTo(3, 12);
  expect(crossing((x) => x ** 2 + 1, -3, 2)).toBeNull();
});

test('a function that jumps crosses where it jumps', () => {
  expect(crossing((x) => (x < 0.625 ? -1 : 1), 1, 0)).toBeCloseTo(0.625, 12);
});

test('already zero is no way off', () => {
  expect(crossing((x) => x, 0, 4)).toBe(0);
});
