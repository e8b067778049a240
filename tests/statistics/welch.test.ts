import { expect, test } from 'vitest';
import { welch } from '../../src/statistics/welch.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('unequal sizes, as R 4.2.2 t.test(c(9, 8, 10), c(12, 14, 11, 19))', () => {
  const { estimate, standardError, df, low, high, p } = answer(welch([12, 14, 11, 19], [9, 8, 10]));
  expectRelative(estimate, -5, 1e-14);
  expectRelative(estimate / standardError, -2.6726124191242437, 1e-12);
  expectRelative(df, 3.6049046321525884, 1e-12);
  expectRelative(p, 0.0621038063901761, 1e-10);
  expectRelative(low, -10.426659187112813, 1e-10);
  expectRelative(high, 0.4266591871128149, 1e-10);
});

test('too few and no variation are answers', () => {
  expect(welch([1], [2, 3])).toEqual({ kind: 'inconclusive', reason: 'too few observations', n: 1, required: 2 });
  expect(welch([0, 0, 0], [0, 0])).toMatchObject({ kind: 'inconclusive', reason: 'no variation' });
  expect(welch([5, 5, 5], [7, 7])).toMatchObject({ kind: 'inconclusive', reason: 'no variation' });
});

test('NaN is refused with its place', () => {
  expect(() => welch([1, 2], [3, Number.NaN])).toThrow('value 2 of «post» is NaN, not a finite number');
});
