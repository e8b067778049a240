import { expect, test } from 'vitest';
import { ols } from '../../src/statistics/ols.ts';
import { answer, expectRelative } from '../support/relative.ts';

const ones = (n: number) => new Array<number>(n).fill(1);
const line = (n: number) => Array.from({ length: n }, (_, i) => i);

test('a line through three points by hand', () => {
  const fit = answer(ols([1, 2, 4], [ones(3), [0, 1, 2]]));
  expectRelative(fit.coefficients[0]!, 5 / 6, 1e-15);
  expectRelative(fit.coefficients[1]!, 1.5, 1e-15);
  expectRelative(fit.sigmaSquared, 1 / 6, 1e-14);
  expect([...fit.residuals].map((value) => Math.round(value * 12))).toEqual([2, -4, 2]);
  expect([...fit.leverages].map((value) => Math.round(value * 6))).toEqual([5, 2, 5]);
  expect(fit.df).toBe(1);
  // Var(slope) = σ² / Σ (x − x̄)² = 1/12
  expectRelative(answer(fit.contrast([0, 1])).standardError, Math.sqrt(1 / 12), 1e-14);
});

test('columns in the span of others are named', () => {
  const double = line(6).map((t) => 3 * t + 2);
  expect(ols([1, 2, 4, 3, 6, 5], [ones(6), line(6), double])).toMatchObject({ reason: 'collinear column 3' });
  expect(ols([1, 2, 4, 3, 6, 5], [ones(6), ones(6), line(6), double])).toMatchObject({
    reason: 'collinear columns 2, 4',
  });
  expect(ols([1, 2, 4, 3], [ones(4), [0, 0, 0, 0]])).toMatchObject({ reason: 'collinear column 2' });
});

test('a perfect fit has coefficients, but no interval', () => {
  const fit = answer(ols([2, 5, 8, 11], [ones(4), line(4)]));
  expectRelative(fit.coefficients[1]!, 3, 1e-15);
  expect(fit.contrast([0, 1])).toMatchObject({ kind: 'inconclusive', reason: 'no residual variation' });
  expect(answer(ols([0, 0, 0], [ones(3)])).contrast([1])).toMatchObject({ reason: 'no residual variation' });
});

test('too few rows, no weight, other lengths, NaN', () => {
  expect(ols([1, 2], [ones(2), line(2)])).toEqual({
    kind: 'inconclusive',
    reason: 'too few observations',
    n: 2,
    required: 3,
  });
  expect(answer(ols([1, 2, 4], [ones(3)])).contrast([0])).toMatchObject({ reason: 'no weight on any coefficient' });
  expect(() => ols([1, 2, 3], [ones(2)])).toThrow(RangeError);
  expect(() => ols([1, 2, 3], [[1, Number.NaN, 1]])).toThrow('value 2 of «column 1» is NaN');
});
