import { expect, test } from 'vitest';
import { shapleyValues } from '../../src/valuation/shapley.ts';

test('2 × 3 becomes 5 × 4: in one order 9 + 5, in the other 12 + 2', () => {
  expect(shapleyValues(2, (changed) => [6, 15, 8, 20][changed]!)).toEqual([10.5, 3.5]);
});

test('three gloves, one of them left: its owner has two thirds of the pair (Shapley 1953)', () => {
  // worth 1 where a left glove (bit 0) meets a right one (bit 1 or 2)
  const values = shapleyValues(3, (held) => ((held & 1) !== 0 && held > 1 ? 1 : 0));
  for (const [k, third] of [2 / 3, 1 / 6, 1 / 6].entries()) expect(values[k]).toBeCloseTo(third, 12);
});

test('the parts add up, and a factor that changes nothing has none', () => {
  const [from, to] = [
    [3.1, 0.2, 41, 7, 1.5],
    [2.2, 0.9, 41, 4, 0.3],
  ] as const;
  const product = (changed: number) =>
    from.reduce((all, one, k) => all * ((changed & (1 << k)) === 0 ? one : to[k]!), 1);
  const values = shapleyValues(5, product);
  expect(values.reduce((sum, one) => sum + one, 0)).toBeCloseTo(product(31) - product(0), 10);
  expect(values[2]).toBe(0);
});
