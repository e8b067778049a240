import { expect, test } from 'vitest';
import { maximize } from '../../src/statistics/maximize.ts';

test('the top of a parabola, of a kink and of the higher of two hills', () => {
  expect(maximize((x) => -((x - 0.3) ** 2), -1, 1)).toBeCloseTo(0.3, 8);
  expect(maximize((x) => -Math.abs(x - 0.7), -1, 1)).toBeCloseTo(0.7, 8);
  expect(maximize((x) => Math.max(1 - 9 * (x + 0.8) ** 2, 2 - 9 * (x - 0.8) ** 2), -1, 1)).toBeCloseTo(0.8, 8);
});

test('a function that rises to the end stops there', () => {
  expect(maximize((x) => x, -1, 1)).toBeCloseTo(1, 7);
  expect(maximize((x) => -x, -1, 1)).toBeCloseTo(-1, 7);
});
