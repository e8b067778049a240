import { expect, test } from 'vitest';
import { glsAr1 } from '../../src/statistics/gls-ar1.ts';
import { answer, expectRelative } from '../support/relative.ts';

const ones = (n: number) => new Array<number>(n).fill(1);
const line = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** 24 rows with dropped periods 15–17; values written down once, no pattern. */
const y = [
  5.1, 4.6, 5.9, 6.2, 5.7, 4.9, 4.2, 4.8, 5.5, 6.1, 6.4, 5.2, 4.4, 4.7, 3.9, 3.1, 2.8, 3.5, 4.4, 3.6, 2.9, 2.2, 3.3,
  3.0,
];
const times = line(27).filter((t) => t < 15 || t > 17);
const columns = [ones(24), times, times.map((t) => (t > 17 ? 1 : 0))];

test('REML across a gap, as R nlme', () => {
  // R 4.2.2, nlme 3.1-162: gls(y ~ t + post, correlation = corAR1(form = ~t), control = list(…Tol = 1e-12))
  const fit = answer(glsAr1(y, columns, times));
  expectRelative(fit.phi, 0.528689969105811, 1e-5);
  expectRelative(Math.sqrt(fit.sigmaSquared), 0.748825377528254, 1e-5);
  expectRelative(fit.logLikelihood, -24.1223014235033, 1e-9);
  [5.530371320727411, -0.0430564891176691, -1.2532306711613266].forEach((expected, j) => {
    expectRelative(fit.coefficients[j]!, expected, 1e-5);
  });
  [0.559689254104861, 0.059231943369132, 1.011076378360395].forEach((expected, j) => {
    expectRelative(Math.sqrt(fit.covariance[4 * j]!), expected, 1e-5);
  });
});

test('the contrast is the coefficient with its standard error, and fewer degrees of freedom than rows', () => {
  const fit = answer(glsAr1(y, columns, times));
  const effect = answer(fit.contrast([0, 0, 1]));
  expect(effect.estimate).toBe(fit.coefficients[2]);
  expectRelative(effect.standardError, Math.sqrt(fit.covariance[8]!), 1e-12);
  expect(effect.df).toBeGreaterThanOrEqual(2);
  expect(effect.df).toBeLessThan(21);
  expect(effect.low < effect.estimate && effect.estimate < effect.high).toBe(true);
  const wider = answer(answer(glsAr1(y, columns, times, { level: 0.99 })).contrast([0, 0, 1]));
  expect(wider.high).toBeGreaterThan(effect.high);
});

test('Satterthwaite’s degrees of freedom, as differentiated numerically over R nlme fits at fixed φ', () => {
  // R 4.2.2: logLik and vcov of gls(y ~ t + post, correlation = corAR1(φ, form = ~t, fixed = TRUE)) at φ̂ and φ̂ ± h,
  // h = 1e-3 (1 − φ̂²); df = 2 v² / (v′² / I + 2 v² / 21), I = 18.96261
  const fit = answer(glsAr1(y, columns, times));
  expectRelative(answer(fit.contrast([0, 0, 1])).df, 4.44900852142, 1e-6);
  expectRelative(answer(fit.contrast([1, 0, 0])).df, 3.18756645309, 1e-6);
});

test('units of measure and an offset change nothing but the scale', () => {
  const fit = answer(glsAr1(y, columns, times));
  const moved = answer(
    glsAr1(
      y.map((value) => 1e6 * value + 1e8),
      columns,
      times,
    ),
  );
  expectRelative(moved.phi, fit.phi, 1e-6);
  expectRelative(moved.coefficients[2]!, 1e6 * fit.coefficients[2]!, 1e-6);
  const [small, large] = [answer(fit.contrast([0, 0, 1])), answer(moved.contrast([0, 0, 1]))];
  expectRelative(large.df, small.df, 1e-5);
  expectRelative(large.p, small.p, 1e-5);
});

test('the estimator’s weights give the contrast, ignore what the model explains, and price a drift', () => {
  const fit = answer(glsAr1(y, columns, times));
  const weights = fit.estimator([0, 0, 1]);
  const applied = (values: ArrayLike<number>) => weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0);
  expectRelative(applied(y), fit.coefficients[2]!, 1e-10);
  expect(Math.abs(applied(times))).toBeLessThan(1e-10);
  expectRelative(applied(columns[2]!), 1, 1e-10);

  const withoutTrend = answer(glsAr1(y, [columns[0]!, columns[2]!], times)).estimator([0, 1]);
  const centroids = withoutTrend.reduce((sum, weight, i) => sum + weight * times[i]!, 0);
  expect(centroids).toBeGreaterThan(12);
  expect(centroids).toBeLessThan(17);
});

test('whitened residuals have the model’s variance', () => {
  const fit = answer(glsAr1(y, columns, times));
  const squares = fit.whitened.reduce((sum, value) => sum + value * value, 0);
  expectRelative(squares / (24 - 3), fit.sigmaSquared, 1e-10);
});

test('a dummy for one row takes it out: its coefficient is observed − expected', () => {
  const dummy = times.map((_, i) => (i === 23 ? 1 : 0));
  const without = answer(
    glsAr1(
      y.slice(0, 23),
      columns.map((c) => c.slice(0, 23)),
      times.slice(0, 23),
    ),
  );
  const within = answer(glsAr1(y, [...columns, dummy], times));
  expectRelative(within.phi, without.phi, 1e-6);
  expectRelative(within.coefficients[2]!, without.coefficients[2]!, 1e-6);
  const expected = without.coefficients[0]! + 27 * without.coefficients[1]! + without.coefficients[2]!;
  const foretold = expected + without.phi * without.residuals[22]!;
  expectRelative(within.coefficients[3]!, y[23]! - foretold, 1e-5);
});

test('degenerate series are answers', () => {
  expect(glsAr1([5, 5, 5, 5, 5], [ones(5)], line(5))).toMatchObject({ reason: 'no residual variation' });
  expect(glsAr1([0, 0, 0, 0, 0], [ones(5)], line(5))).toMatchObject({ reason: 'no residual variation' });
  expect(glsAr1(line(9), [ones(9), line(9)], line(9))).toMatchObject({ reason: 'no residual variation' });
  expect(glsAr1([1], [ones(1)], [1])).toEqual({
    kind: 'inconclusive',
    reason: 'too few observations',
    n: 1,
    required: 4,
  });
  expect(glsAr1(y, [ones(24), ones(24)], times)).toMatchObject({ reason: 'collinear column 2' });
});

test('a random walk runs into the bound of φ: its contrast is inconclusive', () => {
  const walk = line(40).map((t) => t);
  expect(answer(glsAr1(walk, [ones(40)], line(40))).contrast([1])).toMatchObject({
    reason: 'autocorrelation at its bound',
  });
});

test('wrong shapes are defects, NaN is refused', () => {
  expect(() => glsAr1([1, 2, 3, 5], [ones(4)], [1, 2, 2, 3])).toThrow(RangeError);
  expect(() => glsAr1([1, 2, 3, 5], [ones(4)], [1, 2, 2.5, 3])).toThrow(RangeError);
  expect(() => glsAr1([1, 2, 3, 5], [ones(4)], [1, 2, 3])).toThrow(RangeError);
  expect(() => glsAr1([1, Number.NaN, 3, 5], [ones(4)], line(4))).toThrow('value 2 of «y» is NaN');
});
