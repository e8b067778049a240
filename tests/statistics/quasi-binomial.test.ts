import { expect, test } from 'vitest';
import { quasiBinomial } from '../../src/statistics/quasi-binomial.ts';
import { answer, expectRelative } from '../support/relative.ts';

const trials = [40, 52, 47, 60, 38, 55, 49, 51, 44, 58, 62, 47, 50, 41, 53, 57, 45, 48, 52, 50];
const late = [9, 13, 10, 16, 8, 15, 11, 13, 12, 14, 17, 9, 7, 8, 9, 12, 6, 7, 10, 6];
const times = trials.map((_, i) => i + 1);
const post = times.map((t) => (t > 12 ? 1 : 0));
const columns = [times.map(() => 1), times, post];

test('a segmented share, as R glm(cbind(s, N - s) ~ t + post, quasibinomial, epsilon = 1e-14)', () => {
  const fit = answer(quasiBinomial(late, columns, trials));
  [-1.1181910461185181, -0.0020833734191514, -0.4750983212375187].forEach((value, j) => {
    expectRelative(fit.coefficients[j]!, value, 1e-9);
  });
  [0.1058119161768617, 0.0138309646723222, 0.1642938568772328].forEach((value, j) => {
    expectRelative(Math.sqrt(fit.covariance[4 * j]!), value, 1e-9);
  });
  expectRelative(fit.dispersion, 0.303980912218049, 1e-9);
  expectRelative(fit.deviance, 5.20077041610789, 1e-9);
  expectRelative(fit.residuals[0]!, -0.307821953118141, 1e-9);
  expectRelative(fit.residuals[19]!, -0.825791740210448, 1e-9);
});

test('the average effect on the share, as the delta method in R', () => {
  const fit = answer(quasiBinomial(late, columns, trials));
  const rows = (column: number[]) => column.slice(12);
  const actual = columns.map(rows);
  const counterfactual = [actual[0]!, actual[1]!, actual[2]!.map(() => 0)];
  const effect = answer(fit.effect(actual, counterfactual, new Array(8).fill(1 / 8)));
  expectRelative(effect.estimate, -0.0758701263560957, 1e-9);
  expectRelative(effect.standardError, 0.028572770522872, 1e-9);
});

test('degenerate shares are answers, more events than trials a defect', () => {
  expect(
    quasiBinomial(
      [0, 0, 2, 3],
      [
        [1, 1, 1, 1],
        [0, 0, 1, 1],
      ],
      [5, 5, 5, 5],
    ),
  ).toMatchObject({
    reason: 'coefficients without bound',
  });
  expect(quasiBinomial([5, 5, 5], [[1, 1, 1]], [5, 5, 5])).toMatchObject({ reason: 'nothing but events' });
  expect(quasiBinomial([0, 0, 0], [[1, 1, 1]], [5, 5, 5])).toMatchObject({ reason: 'no events' });
  expect(quasiBinomial([1, 1], [[1, 1]], [0, 5])).toMatchObject({ reason: 'a period without trials' });
  expect(() => quasiBinomial([6, 1], [[1, 1]], [5, 5])).toThrow(RangeError);
});
