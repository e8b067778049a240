import { describe, expect, test } from 'vitest';
import type { Horizon } from '../../src/program/register.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { discountAt, type ProgramGiven, smallProgram, VALUE } from './small-program.ts';

const near = (amount: number) => expect.closeTo(amount, 6);

/** 14 reads a month fewer over three months at 42 is 1,764, less 1,000 of costs: NPV 764 at 0 %. */
const READS: ProgramGiven = {
  kpis: [{ id: 'reads' }],
  benefits: [{ id: 'x', kpi: 'reads' }],
  effects: [
    { kpi: 'reads', unit: 'a', from: '2025-01-01', months: 3, level: -10 },
    { kpi: 'reads', unit: 'b', from: '2025-01-01', months: 3, level: -4 },
  ],
  costs: 'date,amount,price_basis,category,status\n2025-01-10,1000,2025,licence,actual\n',
};
const given = (more: Partial<ProgramGiven['benefits'][number]>, rest: Partial<ProgramGiven> = {}): ProgramGiven => ({
  ...READS,
  benefits: [{ ...READS.benefits[0]!, ...more }],
  ...rest,
});
const valued = (program: ProgramGiven) => valueProgram(smallProgram(program));
const hangsOn = (program: ProgramGiven) => valued(program).appraisal[0]!.sensitivity;

describe('tornado', () => {
  test('each input at its low and high, the widest first; what is certain has no bar', () => {
    const { tornado } = hangsOn(
      given({
        value: { ...VALUE, low: 30, likely: 42, high: 50 },
        attribution: { share: 1, low: 0.9, high: 1, reason: '' },
      }),
    );
    expect(tornado).toEqual([
      {
        kind: 'unit value',
        benefit: 'x',
        low: 30,
        likely: 42,
        high: 50,
        npv_at_low: near(260),
        npv_at_high: near(1100),
      },
      {
        kind: 'attribution',
        benefit: 'x',
        low: 0.9,
        likely: 1,
        high: 1,
        npv_at_low: near(587.6),
        npv_at_high: near(764),
      },
    ]);
  });

  test('an effect goes from P5 to P95 of what was drawn: 14 ± 1.645 × 2 reads a month', () => {
    const [a, b] = READS.effects;
    const uncertain = { ...a!, covariance: [4, 0, 0, 0] as const, df: Number.POSITIVE_INFINITY };
    const [bar] = hangsOn(given({}, { effects: [uncertain, b!] })).tornado;
    expect(bar).toMatchObject({ kind: 'effect', benefit: 'x', likely: 1 });
    expect(bar!.npv_at_low / (3 * 42 * (14 - 1.645 * 2) - 1000)).toBeCloseTo(1, 1);
    expect(bar!.npv_at_high / (3 * 42 * (14 + 1.645 * 2) - 1000)).toBeCloseTo(1, 1);
  });

  test('is of the headline: the economic view has none', () => {
    const { appraisal } = valued(given({ value: { ...VALUE, low: 30, high: 50 } }));
    expect(appraisal.map(({ view, sensitivity }) => [view, sensitivity.tornado.length])).toEqual([
      ['financial', 1],
      ['economic', 0],
    ]);
  });
});

test('rank contributions: twice the spread is four fifths of the doubt, and the shares add up to 1', () => {
  const value = (half: number) => ({ ...VALUE, low: 42 - half, likely: 42, high: 42 + half });
  const { contributions } = hangsOn({
    ...READS,
    kpis: [{ id: 'reads' }, { id: 'tests' }],
    benefits: [
      { id: 'narrow', kpi: 'reads', value: value(5) },
      { id: 'wide', kpi: 'tests', value: value(10) },
    ],
    effects: [READS.effects[0]!, { ...READS.effects[0]!, kpi: 'tests' }],
  });
  expect(contributions.map(({ benefit }) => benefit)).toEqual(['wide', 'narrow']);
  expect(contributions[0]!.share).toBeGreaterThan(0.75);
  expect(contributions[0]!.share).toBeLessThan(0.85);
  expect(contributions[0]!.share + contributions[1]!.share).toBeCloseTo(1, 12);
  expect(contributions[0]!.correlation).toBeGreaterThan(0.8);
});

describe('break-even', () => {
  test('1,000 of 1,764: the case pays down to 56.7 % of the effect, 5.67 reads of 10 in unit a', () => {
    const [together, x] = hangsOn(READS).break_even;
    expect(together).toEqual({ benefit: null, share: near(1000 / 1764), reason: null, units: [] });
    expect(x).toMatchObject({ benefit: 'x', share: near(1000 / 1764) });
    expect(x!.units).toEqual([
      { unit: 'a', likely: -10, needed: near(-10000 / 1764) },
      { unit: 'b', likely: -4, needed: near(-4000 / 1764) },
    ]);
  });

  test('a case that does not pay says how large the effect would have to be', () => {
    const costs = READS.costs!.replace('1000', '3528');
    expect(hangsOn(given({}, { costs })).break_even[0]!.share).toBeCloseTo(2, 9);
    const hopeless = READS.costs!.replace('1000', '99999');
    expect(hangsOn(given({}, { costs: hopeless })).break_even[0]).toMatchObject({
      share: null,
      reason: 'not even 16 times the effect makes the case pay',
    });
    const free = READS.costs!.replace('1000', '0');
    expect(hangsOn(given({}, { costs: free })).break_even[0]).toMatchObject({ share: near(0), reason: null });
  });

  test('whole blocks of 5: from 10 reads, 5 are needed for one', () => {
    const block = { minimumBlock: { size: 5, reason: '' } };
    const costs = READS.costs!.replace('1000', '600');
    // a block a month is 630; unit b holds none
    expect(hangsOn(given(block, { costs })).break_even[0]!.share).toBeCloseTo(0.5, 8);
  });
});

describe('switching values', () => {
  const horizon: Horizon = {
    to: '2025-12-31',
    earliest: '2025-12-31',
    latest: '2026-12-31',
    decay: { low: 0.1, likely: 0.1, high: 0.1 },
    reason: 'licence',
  };
  const ahead = (decay: number): ProgramGiven =>
    given(
      {},
      {
        program: {
          discount: discountAt(0.05),
          horizon: { ...horizon, decay: { low: decay, likely: decay, high: decay } },
        },
        costs: `${READS.costs}2025-06-10,4000,2025,maintenance,planned\n`,
        asOf: '2025-03-31',
      },
    );

  test('a benefit, the costs and the rate; realized, nothing lies ahead', () => {
    const { switching } = hangsOn(READS);
    expect(switching).toEqual([
      { input: 'benefit', benefit: 'x', likely: near(1764), at: near(1000), change: near(-764 / 1764) },
      { input: 'costs', benefit: null, likely: near(1000), at: near(1764), change: near(0.764) },
      { input: 'discount rate', benefit: null, likely: 0, at: expect.anything(), change: null },
    ]);
  });

  test('a loss larger than all of a benefit is no switching value', () => {
    const costs = READS.costs!.replace('1000', '-800');
    expect(hangsOn(given({}, { costs })).switching[0]).toMatchObject({ at: null, change: null });
  });

  test('at the decay and at the rate that are named, the NPV is zero', () => {
    const { appraisal, figures } = valued(ahead(0.1));
    const whole = appraisal.find(({ view, span }) => view === 'financial' && span === 'whole-life')!;
    expect(whole.npv.likely).toBeGreaterThan(0);
    const at = (input: string) => whole.sensitivity.switching.find((one) => one.input === input)!.at!;
    expect(figures['appraisal.financial.whole-life.switching_decay']!.value).toBe(at('decay'));
    const faded = valued(ahead(at('decay'))).appraisal.find(
      ({ view, span }) => view === 'financial' && span === 'whole-life',
    )!;
    expect(faded.npv.likely).toBeCloseTo(0, 6);
    const input = smallProgram(ahead(0.1));
    input.program.discount = discountAt(at('discount rate'));
    const dear = valueProgram(input).appraisal.find(({ view, span }) => view === 'financial' && span === 'whole-life')!;
    expect(dear.npv.likely).toBeCloseTo(0, 6);
    // nine months were expected: it may end sooner than that, and not at once
    expect(at('horizon')).toBeGreaterThan(0);
    expect(at('horizon')).toBeLessThan(9);
  });
});
