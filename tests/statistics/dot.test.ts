import { expect, test } from 'vitest';
import { differenceFromDot } from '../../src/statistics/dot.ts';

test('products and sums keep what plain arithmetic loses', () => {
  expect(differenceFromDot([1], [1e8 + 1], [1e8 - 1])).toBe(2 - 1e16);
  expect(differenceFromDot([1e16], [1e8, 1, -1], [1e8, -1, 2])).toBe(3);
});
