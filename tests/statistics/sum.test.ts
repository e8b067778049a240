import { expect, test } from 'vitest';
import { sum } from '../../src/statistics/sum.ts';

test('a sum keeps what a naive loop would lose, in arrays of either kind', () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum(Float64Array.of(1e16, 1, -1e16))).toBe(1);
  expect(sum([])).toBe(0);
});
