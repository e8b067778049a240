import { expect, test } from 'vitest';
import { quasiPoisson } from '../../src/statistics/quasi-poisson.ts';
import { answer, expectRelative } from '../support/relative.ts';

const ones = (n: number) => new Array<number>(n).fill(1);

test('two windows by hand: the coefficient is the log of the rate ratio', () => {
  const fit = answer(quasiPoisson([10, 14, 6, 5], [ones(4), [0, 0, 1, 1]], [100, 100, 110, 90]));
  expectRelative(Math.exp(fit.coefficients[0]!), 0.12, 1e-12);
  expectRelative(Math.exp(fit.coefficients[1]!), 0.055 / 0.12, 1e-12);
  const pearson = (10 - 12) ** 2 / 12 + (14 - 12) ** 2 / 12 + (6 - 6.05) ** 2 / 6.05 + (5 - 4.95) ** 2 / 4.95;
  expectRelative(fit.dispersion, pearson / 2, 1e-10);
  // Var(ln rate ratio) = dispersion (1/24 + 1/11)
  const slope = answer(fit.contrast([0, 1]));
  expectRelative(slope.standardError, Math.sqrt((pearson / 2) * (1 / 24 + 1 / 11)), 1e-10);
  expect(slope.df).toBe(2);
  // The effect on the rate: Var = dispersion (0.12²/24 + 0.055²/11)
  const effect = answer(fit.effect([[1], [1]], [[1], [0]], [1]));
  expectRelative(effect.estimate, 0.055 - 0.12, 1e-12);
  expectRelative(effect.standardError, Math.sqrt((pearson / 2) * (0.12 ** 2 / 24 + 0.055 ** 2 / 11)), 1e-10);
});

test('degenerate counts are answers', () => {
  expect(quasiPoisson([5, 6, 0, 0], [ones(4), [0, 0, 1, 1]], ones(4))).toMatchObject({
    reason: 'coefficients without bound',
  });
  expect(quasiPoisson([0, 0, 0], [ones(3)], ones(3))).toMatchObject({ reason: 'no events' });
  expect(quasiPoisson([4, 4, 4], [ones(3)], ones(3))).toMatchObject({ reason: 'no residual variation' });
  expect(quasiPoisson([4, 5], [ones(2)], [1, 0])).toMatchObject({ reason: 'a period without exposure' });
  expect(quasiPoisson([4], [ones(1)], [1])).toMatchObject({ reason: 'too few observations' });
  expect(quasiPoisson([4, 5, 6], [ones(3), ones(3)], ones(3))).toMatchObject({ reason: 'collinear column 2' });
});
