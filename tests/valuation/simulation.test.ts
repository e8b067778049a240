import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/statistics/random.ts';
import { drawChiSquared, drawTriangular } from '../../src/valuation/draw.ts';
import { percentile } from '../../src/valuation/percentile.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { attributed, type EffectGiven, smallProgram, VALUE } from './small-program.ts';

/** R: qt(0.95, df) */
const T95 = { 5: 2.015048, 10: 1.812461 };
/** Six standard errors of a P95 of 10,000 draws come to about 5 % of the distance from the median. */
const NEAR = 0.05;

const uncertain = (given: Partial<EffectGiven>): EffectGiven => ({
  kpi: 'reads',
  unit: 'a',
  from: '2025-01-01',
  months: 4,
  level: -10,
  ...given,
});

function amountOf(effect: EffectGiven, value = VALUE) {
  return valueProgram(
    smallProgram({ kpis: [{ id: 'reads' }], benefits: [{ id: 'x', kpi: 'reads', value }], effects: [effect] }),
  ).benefits[0]!;
}

const halfWidth = ({ low, high }: { low: number | null; high: number | null }) => (high! - low!) / 2;
const expectNear = (actual: number, wanted: number) => expect(Math.abs(actual / wanted - 1)).toBeLessThan(NEAR);

describe('the interval of an amount is that of the contrast', () => {
  test('level alone: 4 months × 42 × SE × t', () => {
    const { estimated } = amountOf(uncertain({ covariance: [4, 0, 0, 0], df: 10 }));
    expect(estimated.likely).toBeCloseTo(1680, 9);
    expectNear(halfWidth(estimated), 4 * 42 * 2 * T95[10]);
  });

  test('level and slope: the variance of 4·level + 6·slope is 16·4 + 48·(−1) + 36·0.5 = 34', () => {
    const { estimated } = amountOf(uncertain({ slope: -1, covariance: [4, -1, -1, 0.5], df: 5 }));
    expect(estimated.likely).toBeCloseTo((40 + 6) * 42, 9);
    expectNear(halfWidth(estimated), 42 * Math.sqrt(34) * T95[5]);
  });

  test('transition: w′Cw over the stabilization periods', () => {
    const transition = {
      periods: ['2024-11-01', '2024-12-01'],
      differences: [3, 1],
      covariance: [2, 0.5, 0.5, 2],
      df: 10,
    };
    const row = amountOf(uncertain({ transition }));
    expect(row.transition.likely).toBeCloseTo(-4 * 42, 9);
    expectNear(halfWidth(row.transition), 42 * Math.sqrt(5) * T95[10]);
  });

  test('a drift bound adds a uniform: P5 to P95 is 0.9 of its width where nothing else is uncertain', () => {
    const { estimated } = amountOf(uncertain({ driftHalfWidth: 3 }));
    expectNear(halfWidth(estimated), 4 * 42 * 3 * 0.9);
  });

  test('a triangular value: the 5th and 95th percentile of 30–42–60', () => {
    const { estimated } = amountOf(uncertain({}), { ...VALUE, low: 30, likely: 42, high: 60 });
    expectNear(estimated.low!, 40 * (30 + Math.sqrt(0.05 * 30 * 12)));
    expectNear(estimated.high!, 40 * (60 - Math.sqrt(0.05 * 30 * 18)));
    expect(estimated.likely).toBeCloseTo(1680, 9);
  });
});

describe('benefits beside each other', () => {
  const total = (residualsOfB: number[], unit: 'a' | 'b' = 'a') => {
    const residuals = [1, -2, 0.5, 3, -1, -0.5, 2, -3, 1.5, -1.5];
    const { benefits, figures } = valueProgram(
      smallProgram({
        kpis: [{ id: 'reads' }, { id: 'others' }],
        benefits: [
          { id: 'x', kpi: 'reads' },
          { id: 'y', kpi: 'others' },
        ],
        effects: [
          uncertain({ covariance: [4, 0, 0, 0], df: Number.POSITIVE_INFINITY, residuals }),
          uncertain({
            kpi: 'others',
            unit,
            covariance: [9, 0, 0, 0],
            df: Number.POSITIVE_INFINITY,
            residuals: residualsOfB,
          }),
        ],
      }),
    );
    const low = figures['total.financial.demonstrated.p5']!.value;
    const high = figures['total.financial.demonstrated.p95']!.value;
    return { sum: halfWidth({ low, high }), parts: benefits.map(({ demonstrated }) => halfWidth(demonstrated)) };
  };
  const same = [1, -2, 0.5, 3, -1, -0.5, 2, -3, 1.5, -1.5];
  // Orthogonal to `same`.
  const unrelated = [2, 1, 0, 0, 0, 0, 0, 0, 0, 0];

  test('move together as their whitened residuals do', () => {
    const { sum, parts } = total(same.map((residual) => 2 * residual));
    expectNear(sum, parts[0]! + parts[1]!);
  });

  test('against each other where the residuals do', () => {
    const { sum, parts } = total(same.map((residual) => -residual));
    expectNear(sum, Math.abs(parts[0]! - parts[1]!));
  });

  test('across units too, which may share a comparator', () => {
    const { sum, parts } = total(same, 'b');
    expectNear(sum, parts[0]! + parts[1]!);
  });

  test('independently where the residuals are unrelated', () => {
    const { sum, parts } = total(unrelated);
    expectNear(sum, Math.hypot(...parts));
  });

  test('the less the fewer periods they share', () => {
    // `same` in the first five periods, and as much again in five that only this one has.
    const shared = same.slice(0, 5);
    const { sum, parts } = total([...shared, 0, 0, 0, 0, 0, ...shared]);
    const [a, b] = parts as [number, number];
    const correlation = Math.hypot(...shared) / Math.hypot(...same) / Math.SQRT2;
    expectNear(sum, Math.sqrt(a ** 2 + b ** 2 + 2 * correlation * a * b));
  });
});

describe('draws', () => {
  test('are repeated by the seed and changed by it', () => {
    const at = (seed: number) =>
      valueProgram({
        ...smallProgram({
          kpis: [{ id: 'reads' }],
          benefits: [{ id: 'x', kpi: 'reads' }],
          effects: [uncertain({ covariance: [4, 0, 0, 0] })],
        }),
        seed,
      }).benefits[0]!.estimated.low;
    expect(at(1)).toBe(at(1));
    expect(at(1)).not.toBe(at(2));
  });

  test('of chi-squared have mean df and variance 2·df', () => {
    const random = createRandom(7);
    const draws = Array.from({ length: 40_000 }, () => drawChiSquared(5, random));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 5)).toBeLessThan(0.08);
    expect(Math.abs(variance - 10)).toBeLessThan(0.5);
  });

  test('of a triangle keep within it and have its mean', () => {
    const draws = drawTriangular(40_000, { low: 38, likely: 42, high: 47 }, createRandom(7));
    expect(Math.min(...draws)).toBeGreaterThan(38);
    expect(Math.max(...draws)).toBeLessThan(47);
    expect(draws.reduce((a, b) => a + b, 0) / draws.length).toBeCloseTo(127 / 3, 1);
  });

  test('percentiles are type 7, as in R: quantile(c(1, 2, 4, 8), 0.95) = 7.4', () => {
    expect(percentile(Float64Array.of(4, 1, 8, 2), 0.95)).toBeCloseTo(7.4, 12);
    expect(percentile(Float64Array.of(3, 3, 3), 0.5)).toBe(3);
    const random = createRandom(3);
    const draws = Float64Array.from({ length: 1001 }, () => random.integer(50));
    for (const share of [0, 0.05, 0.5, 0.95, 1]) expect(percentile(draws, share)).toBe(draws.toSorted()[1000 * share]);
  });
});

test('a large register, 100 benefits over 120 months, has its interval', () => {
  const kpis = Array.from({ length: 100 }, (_, k) => ({ id: `k${k}` }));
  const residuals = Array.from({ length: 24 }, (_, i) => Math.sin(i * 1.7));
  const input = smallProgram({
    kpis,
    benefits: kpis.map(({ id }) => ({ id: `b-${id}`, kpi: id, value: { ...VALUE, low: 30, high: 60 } })),
    effects: kpis.map(({ id }, k) => ({
      kpi: id,
      unit: k % 2 === 0 ? 'a' : 'b',
      from: '2015-01-01',
      months: 120,
      level: -3,
      slope: 0.01,
      covariance: [1, -0.01, -0.01, 0.001] as const,
      df: 9 + (k % 7),
      residuals: residuals.map((residual, i) => residual + Math.cos(i * (k + 1))),
      transition: { periods: ['2014-12-01'], differences: [1], covariance: [1] },
    })),
    costs: 'date,amount,price_basis,category,status\n2014-06-01,100000,2025,licence,actual\n',
  });
  const { appraisal } = valueProgram(input);
  expect(appraisal[0]!.npv.p5!).toBeLessThan(appraisal[0]!.npv.p95!);
});

test('likely amounts reconcile to 0.00 everywhere they are added', () => {
  const { benefits, appraisal, bridge, figures } = valueProgram(
    smallProgram({
      kpis: [{ id: 'reads' }, { id: 'tests' }],
      benefits: [
        {
          id: 'x',
          kpi: 'reads',
          attribution: attributed(0.37),
          value: { ...VALUE, likely: 41.99, low: 40, high: 43 },
        },
        { id: 'y', kpi: 'tests', class: 'income', attribution: attributed(0.61) },
        { id: 'z', kpi: 'tests', class: 'quality' },
      ],
      effects: [
        uncertain({ level: -10.123, slope: 0.77, covariance: [1, 0, 0, 0.1] }),
        uncertain({
          kpi: 'tests',
          level: -0.3,
          volume: 17,
          transition: { periods: ['2024-12-01'], differences: [0.2] },
        }),
        uncertain({ kpi: 'tests', unit: 'b', level: 0.1, volume: 9 }),
      ],
    }),
  );
  const cash = benefits.filter(({ cash_status }) => cash_status !== 'not cash');
  const net = cash.reduce((sum, row) => sum + row.demonstrated.likely! + row.transition.likely!, 0);
  const steps = bridge.slice(0, -1).reduce((sum, { amount }) => sum + amount, 0);
  const flowed = appraisal[0]!.flows.reduce((sum, flow) => sum + flow.benefits, 0);
  for (const total of [
    steps,
    bridge.at(-1)!.amount,
    flowed,
    figures['total.financial.net']!.value!,
    appraisal[0]!.benefits!,
  ]) {
    expect(Math.abs(total - net)).toBeLessThan(1e-8);
  }
});
