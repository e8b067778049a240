import { expect, test } from 'vitest';
import { glsAr1 } from '../../src/statistics/gls-ar1.ts';
import { harmonics } from '../../src/statistics/harmonics.ts';
import { heteroscedasticCovariance } from '../../src/statistics/heteroscedastic-covariance.ts';
import { neweyWest } from '../../src/statistics/newey-west.ts';
import { ols } from '../../src/statistics/ols.ts';
import { quasiPoisson } from '../../src/statistics/quasi-poisson.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
import { answer, expectRelative } from '../support/relative.ts';

const expected = referenceJson('its/expected.json');
const cdi = referenceColumns('spc/cdi.csv');
const seatbelts = referenceColumns('its/seatbelts.csv');

const CASES = [
  'cdi_rate10k_segmented_ols',
  'cdi_rate10k_segmented_ols_washout_25_27',
  'seatbelts_drivers_segmented_harm2',
];

/** The segmented design of a case: intercept, t, level, since (1 at the first post point), harmonics of 12. */
function series(name: string): { y: number[]; times: number[]; columns: ArrayLike<number>[] } {
  const { first_post_index: first, harmonics: pairs, dropped_indices: dropped } = expected[name].spec;
  const all = name.startsWith('cdi')
    ? cdi['n']!.map((count, i) => (Number(count) / Number(cdi['days']![i])) * 1e4)
    : seatbelts['drivers']!.map(Number);
  const times = all.map((_, i) => i + 1).filter((t) => !(Array.isArray(dropped) && dropped.includes(t)));
  const level = times.map((t) => (t >= first ? 1 : 0));
  const since = times.map((t) => Math.max(0, t - first + 1));
  const columns = [times.map(() => 1), times, level, since, ...harmonics(times, 12, pairs)];
  return { y: times.map((t) => all[t - 1]!), times, columns };
}

describeWithReference('interrupted series against R lm and nlme', () => {
  test.each(CASES)('%s: ordinary least squares', (name) => {
    const { y, columns } = series(name);
    const fit = answer(ols(y, columns));
    const { ols: truth, effect_ols: effects } = expected[name];
    truth.term.forEach((term: string, j: number) => {
      const unit = columns.map((_, i) => (i === j ? 1 : 0));
      const { estimate, standardError, low, high, p } = answer(fit.contrast(unit));
      expectRelative(estimate, truth.estimate[j], 1e-9, term);
      expectRelative(standardError, truth.se[j], 1e-9, term);
      expectRelative(low, truth.ci_lo[j], 1e-9, term);
      expectRelative(high, truth.ci_hi[j], 1e-9, term);
      expectRelative(p, truth.p[j], 1e-8, term);
    });
    const { estimate, standardError, low, high } = answer(fit.contrast(averageEffect(columns)));
    expectRelative(estimate, effects.post_mean.abs, 1e-9);
    expectRelative(standardError, effects.post_mean.abs_se, 1e-9);
    expectRelative(low, effects.post_mean.abs_lo, 1e-9);
    expectRelative(high, effects.post_mean.abs_hi, 1e-9);
  });

  test.each(CASES.flatMap((name) => [['reml', name] as const, ['ml', name] as const]))('%s: %s', (method, name) => {
    const { y, columns, times } = series(name);
    const truth = expected[name][`gls_ar1_${method.toUpperCase()}`];
    const fit = answer(glsAr1(y, columns, times, { method }));
    expectRelative(fit.phi, truth.phi, 1e-5);
    expectRelative(Math.sqrt(fit.sigmaSquared), truth.sigma, 1e-5);
    expectRelative(fit.logLikelihood, truth.logLik, 1e-9);
    truth.term.forEach((term: string, j: number) => {
      expectRelative(fit.coefficients[j]!, truth.estimate[j], 1e-5, term);
      expectRelative(Math.sqrt(fit.covariance[j * (columns.length + 1)]!), truth.se[j], 1e-5, term);
    });
  });
  test.each(CASES.flatMap((name) => (['HC0', 'HC1', 'HC2', 'HC3'] as const).map((type) => [name, type] as const)))(
    '%s: %s',
    (name, type) => {
      const { y, columns } = series(name);
      const fit = answer(ols(y, columns));
      const covariance = answer(heteroscedasticCovariance(fit, type));
      expected[name].robust[type].se.forEach((truth: number, j: number) => {
        expectRelative(Math.sqrt(covariance[j * (columns.length + 1)]!), truth, 1e-9, type);
      });
    },
  );

  test.each(CASES)('%s: Newey–West by lag and adjustment', (name) => {
    const { y, columns } = series(name);
    const fit = answer(ols(y, columns));
    for (const lag of [0, 1, 2, 3, 4, 6, 12]) {
      for (const [letter, adjust] of [['F', false] as const, ['T', true] as const]) {
        const truth = expected[name].robust[`NW_lag${lag}_prewhiteF_adjust${letter}`];
        const covariance = neweyWest(fit, { lag, adjust });
        truth.se.forEach((se: number, j: number) => {
          expectRelative(Math.sqrt(covariance[j * (columns.length + 1)]!), se, 1e-9, `lag ${lag}`);
        });
      }
    }
    const { lag, effect } = { lag: 3, effect: expected[name].effect_NW3_adjF.post_mean };
    const { standardError, low, high } = answer(
      fit.contrast(averageEffect(columns), neweyWest(fit, { lag, adjust: false })),
    );
    expectRelative(standardError, effect.abs_se, 1e-9);
    expectRelative(low, effect.abs_lo, 1e-9);
    expectRelative(high, effect.abs_hi, 1e-9);
    const automatic = neweyWest(fit, { lag: expected[name].robust.floor_4_n100_2_9, adjust: false });
    expect(neweyWest(fit, { adjust: false })).toEqual(automatic);
  });

  test('C. difficile: quasi-Poisson with offset', () => {
    const truth = referenceJson('its/quasi_poisson_cdi.json');
    const { columns } = series('cdi_rate10k_segmented_ols');
    const days = cdi['days']!.map(Number);
    const fit = answer(quasiPoisson(cdi['n']!.map(Number), columns, days));
    Object.keys(truth.coef).forEach((term, j) => {
      expectRelative(fit.coefficients[j]!, truth.coef[term], 1e-6, term);
      // R stopped at its default 1e-8 of the deviance: its own standard errors are right to six digits, the dispersion to five.
      expectRelative(Math.sqrt(fit.covariance[5 * j]!), truth.se[term], 1e-5, term);
    });
    expectRelative(fit.dispersion, truth.dispersion, 1e-5);
    expectRelative(fit.deviance, truth.deviance, 1e-9);
    expect(fit.df).toBe(truth.df_residual);

    const post = (column: ArrayLike<number>) => Array.from(column).slice(24);
    const actual = columns.map(post);
    const without = [actual[0]!, actual[1]!, actual[2]!.map(() => 0), actual[3]!.map(() => 0)];
    const total = answer(fit.effect(actual, without, post(days)));
    const fitted = fit.fitted.slice(24).reduce((sum, value) => sum + value, 0);
    expectRelative(fitted - total.estimate, truth.counterfactual_post_total, 1e-7);
    // By the delta method in R 4.2.2 with epsilon = 1e-14: mean difference of rates per 10,000 days
    const perDay = answer(fit.effect(actual, without, new Array(12).fill(1e4 / 12)));
    expectRelative(perDay.estimate, -6.38681629000402, 1e-9);
    expectRelative(perDay.standardError, 1.83224924966863, 1e-9);
  });
});

/** Weights of the mean of (level + since · slope change) over the post rows. */
function averageEffect(columns: readonly ArrayLike<number>[]): number[] {
  const [level, since] = [Array.from(columns[2]!), Array.from(columns[3]!)];
  const count = level.reduce((sum, value) => sum + value, 0);
  expect(count).toBeGreaterThan(0);
  return columns.map((_, j) => (j === 2 ? 1 : j === 3 ? since.reduce((sum, value) => sum + value, 0) / count : 0));
}
