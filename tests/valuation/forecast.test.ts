import { describe, expect, test } from 'vitest';
import type { Horizon } from '../../src/program/register.ts';
import { survival } from '../../src/valuation/forecast.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { discountAt, type ProgramGiven, smallProgram } from './small-program.ts';

const horizon = (decay: Partial<Horizon['decay']> = {}, to = '2025-06-30'): Horizon => ({
  to,
  earliest: to,
  latest: to,
  decay: { low: 0, likely: 0, high: 0, ...decay },
  reason: 'the contract ends',
});

/** 2 items a month, 10 fewer reads each at first, one less of that each month; data to March 2025. */
const FADING: ProgramGiven = {
  kpis: [{ id: 'reads' }],
  benefits: [{ id: 'x', kpi: 'reads' }],
  effects: [{ kpi: 'reads', unit: 'a', from: '2024-11-01', months: 5, level: -13, slope: 1, volume: 2 }],
  asOf: '2025-03-31',
};

const valued = (given: ProgramGiven, ahead: Horizon | null) =>
  valueProgram(smallProgram({ ...given, program: { horizon: ahead } }));

describe('the forecast', () => {
  test('holds the effect of the last quarter and does not follow the slope', () => {
    // January to March the effect is −11, −10, −9: 10 on average, × 2 items × 42 × 3 months
    const [row] = valued(FADING, horizon()).benefits;
    expect(row!.forecast.likely).toBeCloseTo(10 * 2 * 42 * 3, 9);
    expect(row!.reasons.join(' ')).not.toMatch(/No forecast/);
  });

  test('fades by its decay: a tenth a year leaves 0.9^(k/12) in month k', () => {
    const { benefits } = valued(FADING, horizon({ low: 0.1, likely: 0.1, high: 0.1 }));
    const left = 0.9 ** (1 / 12) + 0.9 ** (2 / 12) + 0.9 ** (3 / 12);
    expect(benefits[0]!.forecast).toEqual({
      low: expect.closeTo(840 * left, 6),
      likely: expect.closeTo(840 * left, 9),
      high: expect.closeTo(840 * left, 6),
    });
    expect(survival(12, 0.1)[11]).toBeCloseTo(0.9, 12);
  });

  test('draws the decay: between none and all of the effect lost', () => {
    const { low, high } = valued(FADING, horizon({ high: 0.9 }, '2030-03-31')).benefits[0]!.forecast;
    expect(low!).toBeGreaterThan(0);
    expect(low!).toBeLessThan(high! * 0.5);
    expect(high!).toBeLessThan(840 * 60);
  });

  test('is only of what is demonstrated', () => {
    const undemonstrated = FADING.effects.map((effect) => ({ ...effect, verdict: 'not demonstrated' as const }));
    expect(valued({ ...FADING, effects: undemonstrated }, horizon()).benefits[0]!.forecast.likely).toBe(0);
  });

  test('turns weeks into months: 13 weeks are 91 of 30.4375 days', () => {
    const weekly: ProgramGiven = {
      ...FADING,
      effects: [{ kpi: 'reads', unit: 'a', from: '2024-09-02', months: 30, level: -10, volume: 2 }],
      period: 'week',
    };
    const [row] = valued(weekly, horizon()).benefits;
    // a quarter holds the last 14 of them: 13.04 weeks reach into a fourteenth
    expect(row!.forecast.likely).toBeCloseTo(((10 * 2 * 30.4375) / 7) * 42 * 3, 9);
  });

  test('gives one resource to the larger claim', () => {
    const { benefits } = valued(
      {
        ...FADING,
        kpis: [{ id: 'reads' }, { id: 'others' }],
        benefits: [
          { id: 'x', kpi: 'reads', drawsOn: 'reads@a' },
          { id: 'y', kpi: 'others', drawsOn: 'reads@a' },
        ],
        effects: [...FADING.effects, { ...FADING.effects[0]!, kpi: 'others', level: -15 }],
      },
      horizon(),
    );
    expect(benefits.map(({ forecast }) => forecast.likely)).toEqual([0, expect.closeTo(12 * 2 * 42 * 3, 9)]);
  });

  test('is undefined without a horizon, or when the data has passed it', () => {
    for (const [ahead, reason] of [
      [null, /declares no horizon/],
      [horizon({}, '2025-03-15'), /nothing lies between the data and the horizon, 2025-03-15/],
    ] as const) {
      const { benefits, appraisal } = valued(FADING, ahead);
      expect(benefits[0]!.forecast.likely).toBeNull();
      expect(benefits[0]!.reasons.join(' ')).toMatch(reason);
      expect(appraisal.map(({ span }) => span)).toEqual(['realized', 'realized']);
    }
  });
});

describe('whole life', () => {
  const costs = [
    'date,amount,price_basis,category,status',
    '2024-11-05,1000,2025,licence,actual',
    '2025-02-05,70,2025,maintenance,planned',
    '2025-05-05,300,2025,maintenance,planned',
    '2025-08-05,900,2025,maintenance,planned',
  ].join('\n');

  test('adds the forecast, and the costs planned from the as-of day to the horizon', () => {
    const { appraisal, figures, audit } = valued({ ...FADING, costs }, horizon());
    const realized = (13 + 12 + 11 + 10 + 9) * 2 * 42;
    expect(appraisal.map(({ view, span }) => `${view} ${span}`)).toEqual([
      'financial realized',
      'economic realized',
      'financial whole-life',
      'economic whole-life',
    ]);
    expect(appraisal[0]!.npv.likely).toBeCloseTo(realized - 1000, 9);
    expect(appraisal[2]!.npv.likely).toBeCloseTo(realized + 2520 - 1300, 9);
    expect(appraisal[2]!.flows.at(-1)).toMatchObject({
      month: '2025-06-01',
      cumulative: expect.closeTo(realized + 1220, 9),
    });
    expect(figures['pacs.x.forecast']!.value).toBeCloseTo(2520, 9);
    expect(figures['total.financial.forecast']!.value).toBeCloseTo(2520, 9);
    expect(audit[12]).toMatchObject({ check: 13, result: 'warn' });
  });

  test('says when no running cost is planned', () => {
    const { appraisal } = valued({ ...FADING, costs: costs.split('\n').slice(0, 2).join('\n') }, horizon());
    expect(appraisal[2]!.reasons[0]).toMatch(/without what it costs to run/);
    expect(appraisal[0]!.reasons.join(' ')).not.toMatch(/without what it costs to run/);
  });
});

describe('prices', () => {
  const given: ProgramGiven = {
    kpis: [{ id: 'reads' }],
    benefits: [{ id: 'x', kpi: 'reads' }],
    effects: [{ kpi: 'reads', unit: 'a', from: '2025-12-01', months: 2, level: -10 }],
    costs:
      'date,amount,price_basis,category,status\n2026-01-10,110,nominal,licence,actual\n2026-01-10,100,2024,licence,actual\n',
    asOf: '2026-01-31',
  };
  const prices = 'year,index,source\n2024,80,office of statistics\n2025,100,\n2026,110,\n';
  const at = (basis: 'real' | 'nominal', more: Partial<ProgramGiven> = {}) =>
    valueProgram(smallProgram({ ...given, prices, ...more, program: { discount: discountAt(0, basis) } }));

  test('a real rate takes everything in the price year: 110 of 2026 are 100 in 2025 prices, 100 of 2024 are 125', () => {
    const [financial] = at('real').appraisal;
    expect(financial!.benefits).toBeCloseTo(2 * 420, 9);
    expect(financial!.costs).toBeCloseTo(100 + 125, 9);
  });

  test('a nominal rate takes each flow in money of its own day', () => {
    const [financial, economic] = at('nominal').appraisal;
    expect(financial!.benefits).toBeCloseTo(420 + 420 * 1.1, 9);
    expect(financial!.npv.p50).toBeCloseTo(420 * 2.1 - 247.5, 6);
    expect(financial!.costs).toBeCloseTo(110 + 137.5, 9);
    expect(economic!.npv.likely).toBeNull();
    expect(economic!.reasons[0]).toMatch(
      /^The economic view needs a real rate, and the program declares a nominal one/,
    );
  });

  test('a unit value in other prices is brought to the price year, or not valued', () => {
    const benefits = [
      {
        id: 'x',
        kpi: 'reads',
        value: { per: 'read', low: 42, likely: 42, high: 42, source: '', priceBasis: 2024, costBasis: null },
      },
    ];
    expect(at('real', { benefits }).benefits[0]!.demonstrated.likely).toBeCloseTo(840 * 1.25, 9);
    const [row] = valueProgram(smallProgram({ ...given, benefits })).benefits;
    expect(row!.demonstrated.likely).toBeNull();
    expect(row!.reasons[0]).toBe(
      'Not valued: its value is in 2024 prices, and no price index brings it to those of 2025.',
    );
  });

  test('an index that does not read is refused with its line', () => {
    const bad = () => at('real', { prices: 'year,index\n2024,0\n2024,100\n' });
    expect(bad).toThrow(/prices\.csv:2:6: 0 is no price level[\s\S]*prices\.csv:3:1: 2024 stands twice/);
  });
});
