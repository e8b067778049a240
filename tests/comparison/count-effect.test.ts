import { describe, expect, test } from 'vitest';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { type CountEffect, countEffect } from '../../src/comparison/count-effect.ts';
import { type Effect, estimateEffect } from '../../src/comparison/estimate-effect.ts';
import type { Series } from '../../src/kpi/kpi.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
import { answer, expectRelative } from '../support/relative.ts';
import { seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const SLOPED = { trend: true, change: 'level and slope', season: false, weekday: false } as const;
const FLAT = { trend: false, change: 'level', season: false, weekday: false } as const;

function countsOf(
  numerators: number[],
  denominators: number[],
  per: number,
  rest: Partial<Series & { first: string }> = {},
) {
  const series = seriesOf(
    numerators.map((n, i) => (n / denominators[i]!) * per),
    rest,
  );
  for (const [i, cell] of series.cells.entries()) {
    Object.assign(cell, { numerator: numerators[i], denominator: denominators[i] });
  }
  return series;
}

describeWithReference('against R glm(quasipoisson), C. difficile', () => {
  const { coef, counterfactual_post_total, observed_post_total } = referenceJson('its/quasi_poisson_cdi.json');
  const cdi = referenceColumns('spc/cdi.csv');
  const monthly = { first: '2012-11-01', length: 'month' as const };
  const timeline = () =>
    timelineOf(
      countsOf(cdi['n']!.map(Number), cdi['days']!.map(Number), 1e4, { ...monthly, statistic: 'rate' }),
      windowsAround(24, 0, { ...monthly, lastDay: '2015-10-31' }),
    );
  const months = Array.from({ length: 12 }, (_, i) => 25 + i); // R counts t from 1, since from 1 in month 25
  const effectAt = (t: number) => {
    const without = coef['(Intercept)'] + coef.t * t;
    return 1e4 * (Math.exp(without + coef.post + coef.since * (t - 24)) - Math.exp(without));
  };

  test('average, level, mean slope', () => {
    const { average, level, slope } = answer(countEffect(timeline(), 'quasi-poisson', SLOPED)) as CountEffect;
    expectRelative(average.estimate, months.reduce((sum, t) => sum + effectAt(t), 0) / 12, 1e-8);
    expectRelative(level.estimate, effectAt(25), 1e-8);
    expectRelative(slope!.estimate, (effectAt(36) - effectAt(25)) / 11, 1e-7);
  });

  test('the counterfactual count of the post year', () => {
    const { fit } = answer(countEffect(timeline(), 'quasi-poisson', SLOPED)) as CountEffect;
    const days = cdi['days']!.map(Number);
    // Columns: intercept, trend (t − 24, our months from 0), level, slope.
    const total = months.reduce(
      (sum, t) => sum + days[t - 1]! * Math.exp(fit.coefficients[0]! + fit.coefficients[1]! * (t - 25)),
      0,
    );
    expectRelative(total, counterfactual_post_total, 1e-8);
    expectRelative(
      fit.fitted.slice(24).reduce((sum, value) => sum + value, 0),
      observed_post_total,
      1e-8,
    );
  });
});

describe('countEffect', () => {
  test('without a trend it is the difference of the pooled rates, with the Poisson standard error', () => {
    // 20 periods of 40 ± 2 in 100, 10 of 30 ± 2: pooled rates 4 and 3 per 10.
    const numerators = [
      ...Array.from({ length: 20 }, (_, i) => 40 + (i % 2 ? 2 : -2)),
      ...Array.from({ length: 10 }, (_, i) => 30 + (i % 2 ? 2 : -2)),
    ];
    const timeline = timelineOf(
      countsOf(
        numerators,
        numerators.map(() => 100),
        10,
      ),
      windowsAround(20),
    );
    const { average, fit, path } = answer(countEffect(timeline, 'quasi-poisson', FLAT)) as CountEffect;
    expectRelative(average.estimate, -1, 1e-9);
    // Var = dispersion·(rate₁/exposure₁ + rate₂/exposure₂), rates per unit, times 10².
    expectRelative(average.standardError, 10 * Math.sqrt(fit.dispersion * (0.4 / 2000 + 0.3 / 1000)), 1e-9);
    expect(path).toEqual({ level: average.estimate, slope: 0, covariance: [average.standardError ** 2, 0, 0, 0] });
  });

  test('shares: the same by log odds', () => {
    const numerators = Array.from({ length: 30 }, (_, i) => (i < 20 ? 60 : 75) + (i % 2 ? 3 : -3));
    const timeline = timelineOf(
      countsOf(
        numerators,
        numerators.map(() => 100),
        1,
      ),
      windowsAround(20),
    );
    const { average, fit } = answer(countEffect(timeline, 'quasi-binomial', FLAT)) as CountEffect;
    expectRelative(average.estimate, 0.15, 1e-9);
    expectRelative(
      average.standardError,
      Math.sqrt(fit.dispersion * ((0.6 * 0.4) / 2000 + (0.75 * 0.25) / 1000)),
      1e-9,
    );
  });

  test('the path carries the average effect and its variance', () => {
    const uniform = seededUniform(4);
    const numerators = Array.from({ length: 40 }, (_, i) =>
      Math.round(50 - 0.3 * i + 14 * (uniform() - 0.5) - (i >= 28 ? 12 : 0)),
    );
    const timeline = timelineOf(
      countsOf(
        numerators,
        numerators.map(() => 100),
        1,
      ),
      windowsAround(28),
    );
    const { average, slope, path } = answer(countEffect(timeline, 'quasi-poisson', SLOPED)) as CountEffect;
    const centre = 5.5;
    expectRelative(path.level + path.slope * centre, average.estimate, 1e-9);
    const [a, b, , d] = path.covariance;
    expectRelative(a + 2 * centre * b + centre ** 2 * d, average.standardError ** 2, 1e-9);
    expectRelative(Math.sqrt(d), slope!.standardError, 1e-9);
  });

  test('a window of zeros has no finite answer; GLS on the rate then stands alone', () => {
    const numerators = Array.from({ length: 40 }, (_, i) => (i < 28 ? 5 + ((i * 7) % 5) : 0));
    const timeline = timelineOf(
      countsOf(
        numerators,
        numerators.map(() => 100),
        1,
      ),
      windowsAround(28),
    );
    expect(countEffect(timeline, 'quasi-poisson', FLAT)).toMatchObject({ kind: 'inconclusive' });
    const effect = estimateEffect(timeline, { model: 'quasi-poisson', terms: FLAT, drift: null });
    expect((answer(effect) as Effect).model).toBe('gls-ar1');
  });
});

describe('estimateEffect on counts', () => {
  const uniform = seededUniform(12);
  const independent = Array.from({ length: 40 }, () => Math.round(40 + 20 * (uniform() - 0.5)));
  const lingering = Array.from({ length: 40 }, (_, i) => Math.round(40 + 12 * Math.sin(i / 4) + 6 * (uniform() - 0.5)));
  const effectOf = (numerators: number[], model: 'quasi-poisson' | 'gls-ar1') =>
    answer(
      estimateEffect(
        timelineOf(
          countsOf(
            numerators,
            numerators.map(() => 100),
            1,
          ),
          windowsAround(28),
        ),
        {
          model,
          terms: FLAT,
          drift: null,
        },
      ),
    ) as Effect;

  test('residuals that linger hand the figures to GLS, where that is wider', () => {
    const effect = effectOf(lingering, 'quasi-poisson');
    expect(effect.model).toBe('gls-ar1');
    expect(effect.average).toEqual(effectOf(lingering, 'gls-ar1').average);
  });

  test('others keep the count model', () => {
    const alternating = independent.map((n, i) => n + (i % 2 ? 6 : -6));
    expect(effectOf(alternating, 'quasi-poisson').model).toBe('quasi-poisson');
  });
});
