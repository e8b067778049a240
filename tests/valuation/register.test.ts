import { describe, expect, test } from 'vitest';
import type { Horizon } from '../../src/program/register.ts';
import { usable } from '../../src/valuation/usable.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { attributed, discountAt, type EffectGiven, type ProgramGiven, smallProgram, VALUE } from './small-program.ts';

const near = (amount: number) => expect.closeTo(amount, 6);
const valued = (given: ProgramGiven) => valueProgram(smallProgram(given));
const financial = (given: ProgramGiven) => valued(given).appraisal[0]!;

/** 10 reads a month fewer in unit a, 4 in unit b, January to March 2025; $42 each. */
const READS: ProgramGiven = {
  kpis: [{ id: 'reads' }],
  benefits: [{ id: 'x', kpi: 'reads' }],
  effects: [
    { kpi: 'reads', unit: 'a', from: '2025-01-01', months: 3, level: -10 },
    { kpi: 'reads', unit: 'b', from: '2025-01-01', months: 3, level: -4 },
  ],
};
const withBenefit = (more: Partial<ProgramGiven['benefits'][number]>, given = READS): ProgramGiven => ({
  ...given,
  benefits: [{ ...given.benefits[0]!, ...more }],
});

describe('minimum usable block', () => {
  test('a gain is cut to whole blocks, a loss stands in full', () => {
    expect([usable(19, 0.8, 5), usable(4.9, 1, 5), usable(-4, 0.8, 5), usable(19, 0.8, null)]).toEqual([
      15,
      0,
      -3.2,
      near(15.2),
    ]);
    // 0.6 / 0.3 is 1.9999999999999998 in binary
    expect(usable(0.6, 1, 0.3)).toBeCloseTo(0.6, 12);
  });

  test('is asked of each unit and month: 8 of 10 reads are one block of 5, 3.2 of 4 are none', () => {
    const block = { attribution: attributed(0.8), minimumBlock: { size: 5, reason: 'a list holds five' } };
    const { benefits, bridge, appraisal, figures } = valued(withBenefit(block));
    expect(benefits[0]!.demonstrated).toEqual({ low: near(630), likely: near(630), high: near(630) });
    expect(benefits[0]!.units.map(({ demonstrated }) => demonstrated)).toEqual([near(630), near(0)]);
    // before blocks 14 × 3 × 0.8 × 42 = 1,411.20
    expect(bridge.find(({ step }) => step === 'minimum block')!.amount).toBeCloseTo(630 - 1411.2, 9);
    expect(bridge.at(-1)!.amount).toBeCloseTo(630, 9);
    expect(appraisal[0]!.npv).toEqual({ p5: near(630), p50: near(630), p95: near(630), likely: near(630) });
    expect(figures['total.financial.net']!.value).toBeCloseTo(630, 9);
  });

  test('is cut in each draw: with a level of 10 ± 4 (SD), P5 holds no block of 5 less than 3.42 would', () => {
    const uncertain: EffectGiven = { ...READS.effects[0]!, covariance: [16, 0, 0, 0], df: Number.POSITIVE_INFINITY };
    const { estimated } = valued(
      withBenefit({ minimumBlock: { size: 5, reason: '' } }, { ...READS, effects: [uncertain] }),
    ).benefits[0]!;
    // 10 − 1.645 × 4 = 3.42 is no block; 10 + 1.645 × 4 = 16.58 is three blocks
    expect(estimated).toEqual({ low: near(0), likely: near(10 * 3 * 42), high: near(15 * 3 * 42) });
  });
});

test('attribution with a range is drawn from its triangle: 0.4–0.8–0.9 has P5 0.5 and P95 0.85', () => {
  const { estimated } = valued(withBenefit({ attribution: { share: 0.8, low: 0.4, high: 0.9, reason: '' } }))
    .benefits[0]!;
  expect(estimated.likely).toBeCloseTo(42 * 42 * 0.8, 9);
  expect(estimated.low! / (42 * 42)).toBeCloseTo(0.4 + Math.sqrt(0.05 * 0.5 * 0.4), 2);
  expect(estimated.high! / (42 * 42)).toBeCloseTo(0.9 - Math.sqrt(0.05 * 0.5 * 0.1), 2);
});

test('what comes once is the average of a level that is held, in the month it is reached, and never forecast', () => {
  const given: ProgramGiven = {
    kpis: [{ id: 'days', unit: 'days', statistic: 'ratio' }],
    // 4 days less of 1,000 a day: 4,000 of working capital, at 5 % a year
    benefits: [
      {
        id: 'x',
        kpi: 'days',
        oneOff: 'working capital',
        value: { ...VALUE, per: 'day', low: 0.05, likely: 0.05, high: 0.05 },
      },
    ],
    effects: [
      {
        kpi: 'days',
        unit: 'a',
        from: '2025-01-01',
        months: 3,
        level: -4,
        volume: 1000,
        transition: { periods: ['2024-12-01'], differences: [2] },
      },
    ],
    program: { horizon: horizonTo('2025-12-31') },
  };
  const { benefits, appraisal, bridge } = valued(given);
  expect(benefits[0]).toMatchObject({ quantity: { value: 4000, unit: 'day' }, one_off: 'working capital' });
  expect([benefits[0]!.demonstrated.likely, benefits[0]!.transition.likely, benefits[0]!.forecast.likely]).toEqual([
    200, 0, 0,
  ]);
  expect(appraisal[0]!.flows.map(({ benefits: b }) => b)).toEqual([0, 200, 0, 0]);
  expect(bridge[0]!.amount).toBeCloseTo(200, 9);
});

describe('capacity that a conversion has turned into cash', () => {
  const conversion = { by: 'post removed' as const, evidence: 'HR-77', date: '2025-02-15' };
  const { benefits, appraisal, bridge, figures } = valued(
    withBenefit({ class: 'capacity', conversion }, { ...READS, effects: [READS.effects[0]!] }),
  );

  test('is in the financial case from the first month that begins on its date or later', () => {
    expect(figures['total.financial.demonstrated']!.value).toBeCloseTo(420, 9);
    expect(benefits[0]).toMatchObject({ cash_status: 'cash expected', converted: { likely: near(420) } });
    expect(appraisal[0]!.flows.map(({ benefits: b }) => b)).toEqual([0, 0, 420]);
    expect(appraisal[0]!.npv.p5).toBeCloseTo(420, 6);
  });

  test('and no longer in its class', () => {
    expect(figures['total.capacity.demonstrated']!.value).toBeCloseTo(840, 9);
    expect(bridge.at(-2)).toEqual({ step: 'not cash', amount: near(-840) });
    expect(bridge.at(-1)!.amount).toBeCloseTo(420, 9);
    expect(appraisal[1]!.npv.likely).toBeCloseTo(1260, 9);
  });
});

test('entries that are declared disjoint do not compete for their resource', () => {
  const both = (disjoint: { with: string; reason: string }[]): ProgramGiven => ({
    kpis: [{ id: 'reads' }, { id: 'others' }],
    benefits: [
      { id: 'x', kpi: 'reads', drawsOn: 'reads@a' },
      { id: 'y', kpi: 'others', drawsOn: 'reads@a', disjoint },
    ],
    effects: [READS.effects[0]!, { ...READS.effects[0]!, kpi: 'others' }],
  });
  const amounts = (given: ProgramGiven) => valued(given).benefits.map(({ demonstrated }) => demonstrated.likely);
  expect(amounts(both([]))).toEqual([1260, 0]);
  expect(amounts(both([{ with: 'x', reason: 'nights, not days' }]))).toEqual([1260, 1260]);
});

describe('what was promised', () => {
  const planned = (more: Partial<ProgramGiven['benefits'][number]>) =>
    valued(withBenefit({ planned: 36_500, ...more })).benefits[0]!.planned;
  const plan = { effect: null, value: null, from: '2025-01-01', rampMonths: 0 };

  test('runs from its own start, and builds up over the ramp', () => {
    expect(planned({ plan })).toBeCloseTo(180 * 100, 6);
    // half a year of ramp: the integral of t/0.5 to 180/365
    expect(planned({ plan: { ...plan, rampMonths: 6 } })).toBeCloseTo(36_500 * (180 / 365) ** 2, 6);
    expect(planned({ plan: { ...plan, rampMonths: 3 } })).toBeCloseTo(36_500 * (180 / 365 - 0.125), 6);
  });

  test('once is promised whole', () => {
    expect(planned({ oneOff: 'a sale', plan })).toBe(36_500);
    expect(planned({ oneOff: 'a sale', plan: { ...plan, from: '2025-07-01' } })).toBe(0);
  });
});

function horizonTo(to: string, more: Partial<Horizon> = {}): Horizon {
  return { to, earliest: to, latest: to, decay: { low: 0, likely: 0, high: 0 }, reason: 'contract', ...more };
}

/** 420 a month in the forecast, from April 2025 on. */
const AHEAD: ProgramGiven = {
  ...READS,
  effects: [READS.effects[0]!],
  asOf: '2025-03-31',
  program: { horizon: horizonTo('2025-06-30') },
};
/** P5 and P95 of a triangle 1–3–5. */
const [SOON, LATE] = [1 + Math.sqrt(0.4), 5 - Math.sqrt(0.4)];

describe('the horizon', () => {
  const range = horizonTo('2025-06-30', { earliest: '2025-04-30', latest: '2025-08-31' });

  test('with a range is drawn: 1, 3 or 5 months of 420', () => {
    const { benefits, appraisal } = valued({ ...AHEAD, program: { horizon: range } });
    expect(benefits[0]!.forecast.likely).toBeCloseTo(1260, 9);
    expect(benefits[0]!.forecast.low! / 420).toBeCloseTo(SOON, 1);
    expect(benefits[0]!.forecast.high! / 420).toBeCloseTo(LATE, 1);
    expect(appraisal[2]!.flows.at(-1)!.month).toBe('2025-06-01');
  });

  test('ends the planned costs that recur with it, not those that come once', () => {
    const costs = [
      'date,amount,price_basis,category,status,recurring',
      ...['04', '05', '06', '07', '08'].map((month) => `2025-${month}-10,100,2025,maintenance,planned,yes`),
      '2025-06-20,1000,2025,interface,planned,no',
      '2025-08-20,5000,2025,interface,planned,no',
    ].join('\n');
    const claimed = valued({ ...AHEAD, costs, program: { horizon: range } }).appraisal[2]!;
    expect(claimed.costs).toBeCloseTo(1300, 9);
    // 1,260 realized; 320 a month net while it lasts; 1,000 once
    expect(claimed.npv.p5).toBeCloseTo(1260 + 320 * SOON - 1000, -2);
    expect(claimed.npv.p95).toBeCloseTo(1260 + 320 * LATE - 1000, -2);
  });

  test('of a benefit is its own', () => {
    const own = withBenefit({ horizon: horizonTo('2025-04-30') }, AHEAD);
    expect(valued(own).benefits[0]!.forecast.likely).toBeCloseTo(420, 9);
  });
});

describe('optimism bias', () => {
  const optimismBias = {
    benefits: { low: 0.2, likely: 0.2, high: 0.2 },
    costs: { low: 0.1, likely: 0.1, high: 0.1 },
    source: 'own outturns',
  };
  const costs = [
    'date,amount,price_basis,category,status',
    '2025-02-10,50,2025,licence,actual',
    '2025-05-10,300,2025,maintenance,planned',
  ].join('\n');
  const { benefits, appraisal, figures } = valued({
    ...AHEAD,
    costs,
    program: { horizon: horizonTo('2025-06-30'), optimismBias },
  });

  test('is a line of its own: a fifth of the forecast, a tenth of what is planned; nothing of what is measured or paid', () => {
    expect(benefits[0]!.forecast.likely).toBeCloseTo(1260, 9);
    expect(benefits[0]!.optimism.likely).toBeCloseTo(-252, 9);
    expect(appraisal[2]!.lines.map(({ side, name, kind, amount }) => [side, name, kind, amount])).toEqual([
      ['benefits', 'x', 'realized', near(1260)],
      ['benefits', 'x', 'forecast', near(1260)],
      ['benefits', 'x', 'optimism bias', near(-252)],
      ['costs', 'licence', 'paid', near(50)],
      ['costs', 'maintenance', 'planned', near(300)],
      ['costs', 'maintenance', 'optimism bias', near(30)],
    ]);
    expect(appraisal[2]!.npv).toEqual({ p5: near(1888), p50: near(1888), p95: near(1888), likely: near(1888) });
    expect(figures['pacs.x.optimism']!.value).toBeCloseTo(-252, 9);
  });
});

describe('rates', () => {
  const costs = 'date,amount,price_basis,category,status\n2025-01-10,100,2025,licence,actual\n';
  const given = { ...READS, effects: [READS.effects[0]!], costs };

  test('timing: the flows of March fall 59, 73 or 89 days after 1 January', () => {
    for (const [timing, days] of [
      ['start', [0, 31, 59]],
      ['mid', [14, 45, 73]],
      ['end', [30, 58, 89]],
    ] as const) {
      const { benefits, timing: told } = financial({ ...given, program: { discount: { ...discountAt(0.1), timing } } });
      expect(benefits).toBeCloseTo(420 * [...days].reduce<number>((sum, d) => sum + 1.1 ** (-d / 365), 0), 9);
      expect(told).toMatch(new RegExp(`^${timing}: `));
    }
  });

  test('later rates: the factor is the product of the forward rates', () => {
    const discount = { ...discountAt(0.1), later: [{ fromYear: 0.1, rate: 0.02 }] };
    const factor = (days: number) => {
      const time = days / 365;
      return time <= 0.1 ? 1.1 ** -time : 1.1 ** -0.1 * 1.02 ** -(time - 0.1);
    };
    const { benefits, rates } = financial({ ...given, program: { discount } });
    expect(benefits).toBeCloseTo(420 * (factor(14) + factor(45) + factor(73)), 9);
    expect(rates.map(({ rate, from_year }) => [rate, from_year])).toEqual([
      [0.1, 0],
      [0.02, 0.1],
    ]);
  });

  test('each view has its own', () => {
    const prices = 'year,index\n2025,100\n';
    const program = { discount: discountAt(0.08, 'nominal'), economicDiscount: discountAt(0.035) };
    const { appraisal } = valued({ ...given, prices, program });
    expect(appraisal.map(({ rates }) => rates[0]!.rate)).toEqual([0.08, 0.035]);
    expect(appraisal.map(({ npv }) => npv.likely === null)).toEqual([false, false]);
  });
});

describe('exchange rates', () => {
  const exchange = 'date,currency,rate,source\n2024-07-01,EUR,1.08,bank\n2025-02-01,EUR,1.05,bank\n';
  const costs = [
    'date,amount,currency,price_basis,category,status',
    '2025-01-15,100,EUR,nominal,licence,actual',
    '2025-02-01,100,EUR,nominal,licence,actual',
    '2025-03-01,100,EUR,2025,licence,actual',
    '2025-03-01,100,USD,nominal,training,actual',
  ].join('\n');

  test('money of a day at the rate of its day, money in prices of a year at the rate of its middle', () => {
    expect(financial({ ...READS, costs, exchange }).costs).toBeCloseTo(108 + 105 + 105 + 100, 9);
  });

  test('no rate, no money: refused with the line', () => {
    const early = costs.replace('2025-01-15', '2024-06-30');
    expect(() => financial({ ...READS, costs: early, exchange })).toThrow(
      /costs\.csv:2:16: «EUR» has no exchange rate on 2024-06-30\n {4}add its rate of 2024-06-30 or earlier/,
    );
    expect(() => financial({ ...READS, costs })).toThrow(/name a file of exchange rates under «exchange»/);
    const bad = 'date,currency,rate\n2024-7-1,eur,0\n';
    expect(() => financial({ ...READS, costs, exchange: bad })).toThrow(
      /exchange\.csv:2:1: «2024-7-1» is not a day[\s\S]*2:10: «eur» is not a currency code[\s\S]*2:14: 0 is no exchange rate/,
    );
  });
});

test('the stabilization weeks err with the lasting effect: (4 months × SD 2) + SD 3, wholly together, are SD 11', () => {
  const effect = (level: number): EffectGiven => ({
    kpi: 'reads',
    unit: 'a',
    from: '2025-01-01',
    months: 4,
    level: -10,
    covariance: [4, 0, 0, 0],
    df: Number.POSITIVE_INFINITY,
    transition: {
      periods: ['2024-12-01'],
      differences: [-1],
      covariance: [9],
      withLasting: { level: [level], slope: [0] },
      df: Number.POSITIVE_INFINITY,
    },
  });
  const halfWidth = (level: number) => {
    const { figures } = valued({ ...READS, effects: [effect(level)] });
    return (figures['total.financial.net.p95']!.value! - figures['total.financial.net.p5']!.value!) / 2 / 42 / 1.6449;
  };
  expect(halfWidth(6) / 11).toBeCloseTo(1, 1);
  expect(halfWidth(0) / Math.sqrt(64 + 9)).toBeCloseTo(1, 1);
  expect(halfWidth(-6) / 5).toBeCloseTo(1, 1);
});
