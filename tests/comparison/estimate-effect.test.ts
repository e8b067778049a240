import { describe, expect, test } from 'vitest';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { type Effect, type Estimator, estimateEffect } from '../../src/comparison/estimate-effect.ts';
import { estimateTransition } from '../../src/comparison/estimate-transition.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
import { answer, expectRelative } from '../support/relative.ts';
import { ar1Errors, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const TREND: Estimator = {
  model: 'gls-ar1',
  terms: { trend: true, change: 'level and slope', season: false, weekday: false },
  drift: null,
};
const FLAT: typeof TREND = { ...TREND, terms: { ...TREND.terms, trend: false, change: 'level' } };

describeWithReference('against R nlme::gls(rate ~ t + level + since, corAR1), C. difficile', () => {
  const expected = referenceJson('its/expected.json');
  const cdi = referenceColumns('spc/cdi.csv');
  const rates = cdi['n']?.map((n, i) => (Number(n) / Number(cdi['days']![i])) * 1e4) ?? [];
  const monthly = { first: '2012-11-01', length: 'month' as const };
  const effectAfter = (stabilization: number): Effect =>
    answer(
      estimateEffect(
        timelineOf(seriesOf(rates, monthly), windowsAround(24, stabilization, { ...monthly, lastDay: '2015-10-31' })),
        TREND,
      ),
    ) as Effect;

  test('level, slope, average and cumulative effect', () => {
    const [, , level, since] = expected.cdi_rate10k_segmented_ols.gls_ar1_REML.estimate;
    const effect = effectAfter(0);
    // R counts `since` from 1 in the first post month, we count from 0.
    expectRelative(effect.level.estimate, level + since, 1e-6);
    expectRelative(effect.slope!.estimate, since, 1e-5);
    expectRelative(effect.average.estimate, level + 6.5 * since, 1e-6);
    expectRelative(effect.cumulative.estimate, 12 * (level + 6.5 * since), 1e-6);
    expectRelative(effect.slope!.standardError!, expected.cdi_rate10k_segmented_ols.gls_ar1_REML.se[3], 1e-5);
    expectRelative(effect.fit.phi, expected.cdi_rate10k_segmented_ols.gls_ar1_REML.phi, 1e-4);
  });

  test('three stabilization months left out, their gap exact in the covariance', () => {
    const reference = expected.cdi_rate10k_segmented_ols_washout_25_27.gls_ar1_REML;
    const [, , level, since] = reference.estimate;
    const effect = effectAfter(3);
    expectRelative(effect.fit.phi, reference.phi, 1e-4);
    expectRelative(effect.level.estimate, level + 4 * since, 1e-5);
    expectRelative(effect.average.estimate, level + 8 * since, 1e-5);
    expectRelative(effect.slope!.standardError!, reference.se[3], 1e-5);
  });
});

describe('estimateEffect', () => {
  test('a step on a slope is found with its size, and not the slope for a step', () => {
    const errors = ar1Errors(60, 0, seededUniform(7)).map((e) => e * 0.01);
    const values = errors.map((e, t) => 100 + 0.5 * t + e - (t >= 40 ? 8 : 0));
    const timeline = timelineOf(seriesOf(values), windowsAround(40));
    const effect = answer(estimateEffect(timeline, TREND)) as Effect;
    expect(effect.average.estimate).toBeCloseTo(-8, 1);
    expect(effect.slope!.estimate).toBeCloseTo(0, 2);
    expect(effect.average.low).toBeLessThan(effect.average.estimate);
    expect(effect.average.high).toBeGreaterThan(effect.average.estimate);
    expect(effect.cumulative.estimate).toBeCloseTo(20 * effect.average.estimate, 9);
  });

  test('a drift bound widens the interval by what it allows between the centres, and its p follows', () => {
    const values = ar1Errors(60, 0, seededUniform(3)).map((e, t) => 100 + e - (t >= 40 ? 4 : 0));
    const timeline = timelineOf(seriesOf(values), windowsAround(40));
    const plain = answer(estimateEffect(timeline, FLAT)) as Effect;
    const bounded = answer(
      estimateEffect(timeline, { ...FLAT, drift: { atMost: 2, void: false, borneOut: false } }),
    ) as Effect;
    // Weeks 0–39 centre on 19.5, weeks 40–59 on 49.5: 30 weeks, give or take the weights of autocorrelation.
    expect(bounded.yearsApart).toBeCloseTo(30 / (365.25 / 7), 1);
    expect(bounded.driftHalfWidth).toBeCloseTo(2 * bounded.yearsApart, 12);
    expect(plain.average.low - bounded.average.low).toBeCloseTo(bounded.driftHalfWidth, 12);
    expect(bounded.average.high - plain.average.high).toBeCloseTo(bounded.driftHalfWidth, 12);
    expect(bounded.p).toBeGreaterThan(plain.p);
    expect(bounded.p < 0.05).toBe(bounded.average.high < 0);
    const voided = answer(
      estimateEffect(timeline, { ...FLAT, drift: { atMost: 2, void: true, borneOut: false } }),
    ) as Effect;
    expect(voided.average).toEqual(plain.average);
  });

  test('what no method can judge is said, not guessed', () => {
    const reasonOf = (values: number[]) =>
      estimateEffect(timelineOf(seriesOf(values), windowsAround(24)), TREND) as { kind: string; reason: string };
    const constant = Array.from({ length: 36 }, () => 5);
    expect(reasonOf(constant)).toMatchObject({ kind: 'inconclusive', reason: 'no residual variation' });
    const perfect = constant.map((_, t) => t + (t >= 24 ? 3 : 0));
    expect(reasonOf(perfect)).toMatchObject({ kind: 'inconclusive', reason: 'no residual variation' });
  });
});

describe('estimateTransition', () => {
  const errors = ar1Errors(60, 0.4, seededUniform(11)).map((e) => e * 0.1);
  const values = errors.map((e, t) => 50 + e + (t >= 40 && t < 44 ? 6 : 0) - (t >= 44 ? 3 : 0));
  const timeline = timelineOf(seriesOf(values), windowsAround(40, 4));

  test('each stabilization week against its counterfactual', () => {
    const transition = estimateTransition(timeline, TREND)!;
    expect(transition.model.periods).toEqual(['2020-10-12', '2020-10-19', '2020-10-26', '2020-11-02']);
    for (const difference of transition.model.differences) expect(difference).toBeCloseTo(6, 0);
    expect(transition.average.estimate).toBeCloseTo(6, 0);
    const sum = transition.model.covariance.reduce((total, value) => total + value, 0);
    expect(transition.average.standardError!).toBeCloseTo(Math.sqrt(sum) / 4, 9);
  });

  test('prediction errors are wider than the errors themselves', () => {
    const { fit } = answer(estimateEffect(timeline, TREND)) as Effect;
    const { covariance } = estimateTransition(timeline, TREND)!.model;
    const innovation = fit.sigmaSquared * (1 - fit.phi ** 2);
    for (let i = 0; i < 4; i++) expect(covariance[i * 5]!).toBeGreaterThan(innovation);
  });

  test('the lasting effect does not hear of the stabilization weeks', () => {
    const louder = timelineOf(seriesOf(values.map((v, t) => (t >= 40 && t < 44 ? v + 100 : v))), windowsAround(40, 4));
    expect((estimateEffect(louder, TREND) as Effect).average).toEqual(
      (estimateEffect(timeline, TREND) as Effect).average,
    );
  });

  test('no stabilization, no transition', () => {
    expect(estimateTransition(timelineOf(seriesOf(values), windowsAround(40)), TREND)).toBeNull();
  });
});
