import { describe, expect, test } from 'vitest';
import { type PlanVariance, VARIANCE_PARTS } from '../../src/valuation/plan-variance.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { attributed, type ProgramGiven, smallProgram } from './small-program.ts';

const near = (amount: number) => expect.closeTo(amount, 6);
const valued = (given: ProgramGiven) => valueProgram(smallProgram(given));
const explained = (variance: PlanVariance) => VARIANCE_PARTS.reduce((sum, part) => sum + variance[part], 0);

/** From January to the end of March 2025 ten reads a month fewer in each of two units; one period is one unit of volume. */
const YEARS = 90 / 365;
const VOLUME = 6 / YEARS;
const kept = {
  planned: 10 * VOLUME * 42,
  plan: { effect: 10, value: 42, from: '2025-01-01', rampMonths: 0 },
};
const reads = (more: Partial<ProgramGiven['benefits'][number]>, rest: Partial<ProgramGiven> = {}): ProgramGiven => ({
  kpis: [{ id: 'reads' }],
  benefits: [{ id: 'x', kpi: 'reads', ...kept, ...more }],
  effects: ['a', 'b'].map((unit) => ({ kpi: 'reads', unit, from: '2025-01-01', months: 3, level: -10 })),
  asOf: '2025-04-01',
  ...rest,
});
const none = { effect: near(0), volume: near(0), price: near(0), timing: near(0), other: near(0) };

describe('why more or less came than promised', () => {
  const variance = (more: Partial<ProgramGiven['benefits'][number]>, rest: Partial<ProgramGiven> = {}) =>
    valued(reads(more, rest)).benefits[0]!.variance!;

  test('a promise kept has no variance', () => {
    expect(variance({})).toEqual({ planned: near(2520), realized: near(2520), ...none });
  });

  test('what alone differs is told whole: effect, volume, price, timing', () => {
    // 15 reads a month were promised and the volume for it: 5 × 6 × 42 short
    const more = { planned: 15 * VOLUME * 42, plan: { ...kept.plan, effect: 15 } };
    expect(variance(more)).toMatchObject({ ...none, planned: near(3780), effect: near(-1260) });
    expect(variance({ planned: 20 * VOLUME * 42 })).toMatchObject({ ...none, volume: near(-2520) });
    const dearer = { planned: 10 * VOLUME * 50, plan: { ...kept.plan, value: 50 } };
    expect(variance(dearer)).toMatchObject({ ...none, price: near(-480) });
    expect(variance({ plan: { ...kept.plan, from: '2024-12-02' } })).toMatchObject({
      ...none,
      timing: near((-30 / 90) * 2520),
    });
  });

  test('two that differ share what they do together, half and half', () => {
    // 15 × 50 promised, 10 × 42 came, six times each: effect −5 × 46 × 6, price −8 × 12.5 × 6
    const both = { planned: 15 * VOLUME * 50, plan: { ...kept.plan, effect: 15, value: 50 } };
    expect(variance(both)).toMatchObject({ effect: near(-5 * 46 * 6), price: near(-8 * 12.5 * 6), volume: near(0) });
  });

  test('what is not demonstrated is other, and so is a unit that cannot be compared', () => {
    const blocked = reads({}).effects.map((effect, k) =>
      k === 0 ? effect : { ...effect, verdict: 'not demonstrated' as const },
    );
    expect(variance({}, { effects: blocked })).toMatchObject({ ...none, realized: near(1260), other: near(-1260) });
    const insufficient = blocked.map((effect, k) =>
      k === 0 ? effect : { ...effect, verdict: 'insufficient data' as const },
    );
    expect(variance({}, { effects: insufficient }).realized).toBeCloseTo(1260, 9);
    expect(explained(variance({}, { effects: insufficient }))).toBeCloseTo(-1260, 9);
  });

  test('a promise that names no effect cannot miss its volume', () => {
    const plan = { ...kept.plan, effect: null };
    expect(variance({ planned: 15 * VOLUME * 42, plan })).toMatchObject({ ...none, effect: near(-1260) });
  });

  test('without a promise there is none; the case counts what was not promised as other', () => {
    const { benefits, plan } = valued({
      ...reads({}),
      benefits: [...reads({}).benefits, { id: 'y', kpi: 'reads', attribution: attributed(0.5) }],
    });
    expect(benefits[1]!.variance).toBeNull();
    expect(plan.variance).toMatchObject({ ...none, planned: near(2520), realized: near(3780), other: near(1260) });
  });
});

describe('month by month', () => {
  test('the columns add up to the amounts, before and after the as-of day', () => {
    const { benefits, plan } = valued(
      reads(
        { planned: 36_500 },
        {
          asOf: '2025-04-11',
          program: {
            horizon: {
              to: '2025-12-31',
              earliest: '2025-12-31',
              latest: '2025-12-31',
              decay: { low: 0, likely: 0, high: 0 },
              reason: '',
            },
          },
        },
      ),
    );
    const [x] = benefits;
    const total = (column: 'planned' | 'planned_ahead' | 'realized' | 'forecast') =>
      x!.by_month.reduce((sum, row) => sum + row[column], 0);
    expect(x!.by_month.map(({ month }) => month.slice(0, 7))).toEqual(
      Array.from({ length: 12 }, (_, m) => `2025-${String(m + 1).padStart(2, '0')}`),
    );
    expect(total('planned')).toBeCloseTo(x!.planned!, 9);
    expect(total('planned')).toBeCloseTo(100 * 100, 9);
    expect(total('planned_ahead')).toBeCloseTo(265 * 100, 9);
    expect(x!.by_month[3]).toMatchObject({ planned: near(1000), planned_ahead: near(2000) });
    expect(total('realized')).toBeCloseTo(x!.demonstrated.likely! + x!.transition.likely!, 9);
    expect(total('forecast')).toBeCloseTo(x!.forecast.likely!, 9);
    expect(plan.months).toEqual(x!.by_month);
  });
});
