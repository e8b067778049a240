import { describe, expect, test } from 'vitest';
import { comparisonFigures } from '../../src/comparison/comparison-figures.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { attributed, discountAt, smallProgram, VALUE } from './small-program.ts';

const READS = { id: 'reads' };
const LEDGER = { account: '6210', costCentre: '4410', signedOffBy: 'Finance partner', budget: null, actual: null };
const certain = (amount: number) => ({
  low: expect.closeTo(amount, 6),
  likely: expect.closeTo(amount, 6),
  high: expect.closeTo(amount, 6),
});

/**
 * The worked example of docs/valuation.md. Reads bought from outside at $42, 80 % of the change claimed.
 *
 * Unit a: 10 reads a month fewer in January, February, March 2025; in November and December 2024 it had bought 3 and 1 more.
 * Unit b, live later: 5 fewer in March, 6 fewer in April 2025.
 */
const WORKED = {
  kpis: [READS],
  benefits: [{ id: 'outsourced', kpi: 'reads', attribution: attributed(0.8), ledger: LEDGER, planned: 36_500 }],
  effects: [
    {
      kpi: 'reads',
      unit: 'a',
      from: '2025-01-01',
      months: 3,
      level: -10,
      transition: { periods: ['2024-11-01', '2024-12-01'], differences: [3, 1] },
    },
    { kpi: 'reads', unit: 'b', from: '2025-03-01', months: 2, level: -5, slope: -1, naive: -9 },
  ],
  costs: [
    'date,amount,currency,price_basis,category,deployment,recurring,status,type',
    '2024-09-20,500.00,USD,2025,licence,pacs,no,actual,capital',
    '2025-02-10,400.00,USD,2025,maintenance,pacs,yes,actual,revenue',
    '2025-02-10,350.00,USD,2025,maintenance,pacs,yes,planned,revenue',
    '2025-09-10,400.00,USD,2025,maintenance,pacs,yes,actual,revenue',
  ].join('\n'),
};

describe('the worked example, to the cent', () => {
  const { benefits, appraisal, bridge, figures } = valueProgram(smallProgram(WORKED));
  const [benefit] = benefits;

  test('quantity: 3 × 10 reads in a, 5 + 6 in b', () => {
    expect(benefit!.quantity).toEqual({ value: 41, unit: 'read' });
  });

  test('demonstrated: 41 × 42 × 0.8 = 1,377.60', () => {
    expect(benefit!.demonstrated).toEqual(certain(1377.6));
    expect(benefit!.estimated).toEqual(certain(1377.6));
  });

  test('transition: 4 reads more × 42 × 0.8 = −134.40', () => {
    expect(benefit!.transition).toEqual(certain(-134.4));
  });

  test('planned to 30 June 2025: 36,500 a year × the mean of 272 and 180 days', () => {
    expect(benefit!.planned).toBeCloseTo(22_600, 6);
  });

  test('cash with a tie-out; forecast undefined without a horizon', () => {
    expect(benefit).toMatchObject({
      cash_status: 'cash',
      grade: 'B',
      forecast: { low: null, likely: null, high: null },
    });
    expect(benefit!.reasons.join(' ')).toMatch(/No forecast: the program declares no horizon/);
  });

  test('financial appraisal at 0 %: 1,377.60 − 134.40 − 900.00 = 343.20; what is planned or later does not count', () => {
    const [financial] = appraisal;
    expect(financial).toMatchObject({ view: 'financial', span: 'realized', base_date: '2024-09-01' });
    expect(financial!.npv.likely).toBeCloseTo(343.2, 9);
    expect(financial!.npv.p5).toBeCloseTo(343.2, 6);
    expect(financial!.probability_npv_positive).toBe(1);
    expect(financial!.bcr).toBeCloseTo(1243.2 / 900, 9);
    expect(financial!.roi).toBeCloseTo(343.2 / 900, 9);
    expect(financial!.flows.map(({ month, benefits: b, costs }) => [month, b, costs])).toEqual([
      ['2024-09-01', 0, 500],
      ['2024-10-01', 0, 0],
      ['2024-11-01', expect.closeTo(-100.8, 9), 0],
      ['2024-12-01', expect.closeTo(-33.6, 9), 0],
      ['2025-01-01', 336, 0],
      ['2025-02-01', 336, 400],
      ['2025-03-01', 504, 0],
      ['2025-04-01', expect.closeTo(201.6, 9), 0],
    ]);
    expect(financial!.flows.at(-1)!.cumulative).toBeCloseTo(343.2, 9);
  });

  test('payback: the cumulative is −362.40 on 15 February and 141.60 on 15 March, so it is back 362.40/504 of the way', () => {
    const days = 14 + 30 + 31 + 30 + 31 + 31 + (362.4 / 504) * 28;
    expect(appraisal[0]!.payback).toBeCloseTo(days / 365, 9);
  });

  test('bridge: what a spreadsheet claims, step by step to 1,243.20', () => {
    // before/after: (3 × 10 + 2 × 9) × 42 = 2,016; modelled 41 × 42 = 1,722; attribution takes a fifth; the dip 134.40
    expect(bridge).toEqual([
      { step: 'before/after difference × volume × value', amount: expect.closeTo(2016, 9) },
      { step: 'trend and season', amount: expect.closeTo(-294, 9) },
      { step: 'case mix', amount: 0 },
      { step: 'blocked (not comparable, insufficient)', amount: 0 },
      { step: 'overlap', amount: 0 },
      { step: 'attribution', amount: expect.closeTo(-344.4, 9) },
      { step: 'minimum block', amount: 0 },
      { step: 'transition', amount: expect.closeTo(-134.4, 9) },
      { step: 'not demonstrated', amount: expect.closeTo(0, 9) },
      { step: 'not cash', amount: 0 },
      { step: 'financial benefit demonstrated', amount: expect.closeTo(1243.2, 9) },
    ]);
  });

  test('figures carry their ancestry', () => {
    expect(figures['pacs.outsourced.demonstrated']).toMatchObject({
      value: expect.closeTo(1377.6, 9),
      unit: 'USD',
      digits: 2,
      inputs: [
        'figure:pacs.outsourced.demonstrated.quantity',
        'assumption:benefits/outsourced/value',
        'assumption:benefits/outsourced/attribution',
      ],
    });
    expect(figures['pacs.outsourced.demonstrated.quantity']!.inputs).toContain('series:reads/total/b/2025-04-01');
    expect(figures['total.financial.net']!.value).toBeCloseTo(1243.2, 9);
    // The stabilization weeks' loss is the ledger's, too: 1,377.60 − 134.40.
    expect(figures['total.financial.tied_out']!.value).toBeCloseTo(1243.2, 9);
    // 343.20 / 1,243.20 of the benefit may be lost, or 343.20 / 900 more spent
    expect(figures['appraisal.financial.realized.switching.outsourced']!.value).toBeCloseTo(-343.2 / 1243.2, 9);
    expect(figures['appraisal.financial.realized.switching.costs']!.value).toBeCloseTo(343.2 / 900, 9);
  });
});

test('every input of a figure that names a figure exists, and no number is NaN', () => {
  const sources = smallProgram(WORKED);
  const compared = comparisonFigures({ ...sources, phaseOf: () => 'post' });
  const figures = { ...compared, ...valueProgram(sources).figures };
  for (const [id, { value, unit, inputs, reason }] of Object.entries(figures)) {
    expect(unit, id).not.toBe('');
    if (value === null) expect(reason, id).toBeTruthy();
    else expect(Number.isFinite(value), id).toBe(true);
    for (const input of inputs)
      if (input.startsWith('figure:')) expect(figures[input.slice(7)], `${id} ← ${input}`).toBeDefined();
  }
});

test('discounting: each month on its 15th, civil days over 365, to the first of the first month', () => {
  const { appraisal } = valueProgram(smallProgram({ ...WORKED, program: { discount: discountAt(0.04) } }));
  const days = [14, 44, 75, 105, 136, 167, 195, 226];
  const net = [-500, 0, -100.8, -33.6, 336, -64, 504, 201.6];
  const npv = net.reduce((sum, amount, m) => sum + amount / 1.04 ** (days[m]! / 365), 0);
  expect(appraisal[0]!.npv.likely).toBeCloseTo(npv, 9);
  expect(appraisal[0]!.benefits! - appraisal[0]!.costs!).toBeCloseTo(npv, 9);
});

describe('signs', () => {
  const given = (direction: 'increase' | 'decrease', level: number) =>
    valueProgram(
      smallProgram({
        kpis: [{ id: 'share', unit: '1', statistic: 'proportion', direction }],
        benefits: [{ id: 'gain', kpi: 'share', value: { ...VALUE, per: 'case', low: 10, likely: 10, high: 10 } }],
        effects: [
          {
            kpi: 'share',
            unit: 'a',
            from: '2025-01-01',
            months: 2,
            level,
            volume: 200,
            verdict: level * (direction === 'increase' ? 1 : -1) > 0 ? 'improved' : 'worsened',
          },
        ],
      }),
    ).benefits[0]!;

  test('a share that should rise and rises by 0.1 of 200 cases a month is 40 cases, $400', () => {
    expect(given('increase', 0.1)).toMatchObject({
      quantity: { value: expect.closeTo(40, 9), unit: 'case' },
      demonstrated: certain(400),
    });
  });

  test('one that should rise and falls is a loss, and a loss always stands', () => {
    expect(given('increase', -0.1)).toMatchObject({ demonstrated: certain(-400), grade: 'B' });
  });

  test('one that should fall and falls is a gain', () => {
    expect(given('decrease', -0.1).demonstrated).toEqual(certain(400));
  });
});

describe('estimand guard', () => {
  const minutes = (verdict: 'improved' | 'not demonstrated') =>
    valueProgram(
      smallProgram({
        kpis: [{ id: 'wait', unit: 'minutes', statistic: 'median' }],
        benefits: [
          {
            id: 'hours',
            kpi: 'wait',
            class: 'capacity',
            value: { ...VALUE, per: 'hour', low: 30, likely: 30, high: 30 },
          },
        ],
        effects: [
          { kpi: 'wait', unit: 'a', statistic: 'median', from: '2025-01-01', months: 4, level: -20, volume: 90 },
          { kpi: 'wait', unit: 'a', statistic: 'mean', from: '2025-01-01', months: 4, level: -6, volume: 100, verdict },
        ],
      }),
    ).benefits[0]!;

  test('a median is valued from the mean: 6 minutes × 100 × 4 months = 40 hours, $1,200', () => {
    const row = minutes('improved');
    expect(row).toMatchObject({
      quantity: { value: expect.closeTo(40, 9), unit: 'hour' },
      demonstrated: certain(1200),
    });
    expect(row.reasons.join(' ')).toMatch(/Valued from the mean/);
  });

  test("the mean's own verdict gates the money, whatever the median's says", () => {
    expect(minutes('not demonstrated')).toMatchObject({
      estimated: certain(1200),
      demonstrated: certain(0),
      grade: '–',
    });
  });
});

describe('what contributes nothing', () => {
  test('a unit that is not comparable or has too little data, with its reason', () => {
    const { benefits, bridge } = valueProgram(
      smallProgram({
        kpis: [READS],
        benefits: [{ id: 'outsourced', kpi: 'reads' }],
        effects: [
          { kpi: 'reads', unit: 'a', from: '2025-01-01', months: 2, level: -10, naive: -12, verdict: 'not comparable' },
          {
            kpi: 'reads',
            unit: 'b',
            from: '2025-03-01',
            months: 2,
            level: -5,
            naive: -6,
            verdict: 'insufficient data',
          },
        ],
      }),
    );
    expect(benefits[0]).toMatchObject({
      estimated: { low: null, likely: null, high: null },
      demonstrated: { low: null, likely: null, high: null },
      quantity: { value: null, unit: 'read' },
      grade: '–',
    });
    expect(benefits[0]!.reasons[0]).toMatch(/^Contributes nothing, not comparable: reads in a/);
    // a: 2 months × 12; b: its post window is March to June, of which 2 months have a volume × 6
    expect(bridge[0]!.amount).toBeCloseTo((24 + 12) * 42, 9);
    expect(bridge[3]).toEqual({ step: 'blocked (not comparable, insufficient)', amount: expect.closeTo(-36 * 42, 9) });
    expect(bridge.at(-1)!.amount).toBeCloseTo(0, 9);
  });

  test('a KPI whose good direction is a band', () => {
    const { benefits } = valueProgram(
      smallProgram({
        kpis: [{ id: 'use', unit: '1', statistic: 'ratio', direction: { low: 0.75, high: 0.85 } }],
        benefits: [{ id: 'rooms', kpi: 'use', value: { ...VALUE, per: 'case' } }],
        effects: [{ kpi: 'use', unit: 'a', from: '2025-01-01', months: 2, level: 0.1 }],
      }),
    );
    expect(benefits[0]!.estimated.likely).toBeNull();
    expect(benefits[0]!.reasons[0]).toMatch(/Not valued: the good direction of its KPI is a band/);
  });

  test('capacity, quality and societal value in the financial case', () => {
    const { appraisal, figures } = valueProgram(
      smallProgram({
        ...WORKED,
        benefits: [
          ...WORKED.benefits,
          { id: 'minutes', kpi: 'reads', class: 'capacity' },
          { id: 'safety', kpi: 'reads', class: 'quality' },
        ],
      }),
    );
    const [financial, economic] = appraisal;
    expect(financial!.npv.likely).toBeCloseTo(343.2, 9);
    // two more benefits of 41 × 42 and a dip of 4 × 42 each, nothing shared
    expect(economic!.npv.likely).toBeCloseTo(343.2 + 2 * (41 - 4) * 42, 9);
    expect(figures['total.financial.net']!.value).toBeCloseTo(1243.2, 9);
    expect(figures['total.capacity.demonstrated']!.value).toBeCloseTo(1722, 9);
  });
});

test('a gain in the stabilization weeks counts only where the lasting effect is demonstrated; a loss always', () => {
  const transitionOf = (verdict: 'improved' | 'not demonstrated', difference: number) =>
    valueProgram(
      smallProgram({
        kpis: [READS],
        benefits: [{ id: 'outsourced', kpi: 'reads' }],
        effects: [
          {
            kpi: 'reads',
            unit: 'a',
            from: '2025-01-01',
            months: 2,
            level: -1,
            verdict,
            transition: { periods: ['2024-12-01'], differences: [difference] },
          },
        ],
      }),
    ).benefits[0]!.transition.likely;
  expect(transitionOf('improved', -2)).toBeCloseTo(84, 9);
  expect(transitionOf('not demonstrated', -2)).toBeCloseTo(0, 9);
  expect(transitionOf('not demonstrated', 2)).toBeCloseTo(-84, 9);
});

describe('overlap', () => {
  const pair = (second: { drawsOn: string | null; level: number; verdict?: 'improved' | 'not demonstrated' }) =>
    valueProgram(
      smallProgram({
        kpis: [READS, { id: 'others' }],
        benefits: [
          { id: 'first', kpi: 'reads', drawsOn: 'beds@a' },
          { id: 'second', kpi: 'others', drawsOn: second.drawsOn, attribution: attributed(0.5) },
        ],
        effects: [
          // larger in January and February, smaller in March
          { kpi: 'reads', unit: 'a', from: '2025-01-01', months: 3, level: -10, slope: 4 },
          {
            kpi: 'others',
            unit: 'a',
            from: '2025-01-01',
            months: 3,
            level: second.level,
            verdict: second.verdict ?? 'improved',
          },
        ],
      }),
    );

  test('per resource and month the larger claim stands, before attribution; the rest is overlap', () => {
    const { benefits, bridge } = pair({ drawsOn: 'beds@a', level: -5 });
    expect(benefits[0]!.demonstrated.likely).toBeCloseTo((10 + 6) * 42, 9);
    expect(benefits[1]!.demonstrated.likely).toBeCloseTo(5 * 42 * 0.5, 9);
    expect(benefits[1]!.quantity.value).toBeCloseTo(5, 9);
    expect(benefits[1]!.reasons.join(' ')).toMatch(
      /Not claimed twice: 10 reads of «beds@a», on which «first» draws too/,
    );
    expect(bridge.find(({ step }) => step === 'overlap')!.amount).toBeCloseTo(-(10 + 2) * 42, 9);
  });

  test('resources that differ, or none, do not meet', () => {
    for (const drawsOn of [null, 'beds@b']) {
      const { benefits } = pair({ drawsOn, level: -5 });
      expect(benefits.map(({ demonstrated }) => demonstrated.likely)).toEqual([
        expect.closeTo(18 * 42, 9),
        expect.closeTo(15 * 21, 9),
      ]);
    }
  });

  test('a claim that is not demonstrated takes nothing from one that is', () => {
    const { benefits } = pair({ drawsOn: 'beds@a', level: -50, verdict: 'not demonstrated' });
    expect(benefits[0]!.estimated.likely).toBeCloseTo(0, 9);
    expect(benefits[0]!.demonstrated.likely).toBeCloseTo(18 * 42, 9);
    expect(benefits[1]!.demonstrated.likely).toBeCloseTo(0, 9);
  });

  test('a loss is no overlap: it always stands', () => {
    const { benefits } = pair({ drawsOn: 'beds@a', level: 5 });
    expect(benefits.map(({ demonstrated }) => demonstrated.likely)).toEqual([
      expect.closeTo(18 * 42, 9),
      expect.closeTo(-15 * 21, 9),
    ]);
  });
});

test('cash without a tie-out is cash expected, and the register says so last', () => {
  const [row] = valueProgram(smallProgram({ ...WORKED, benefits: [{ id: 'outsourced', kpi: 'reads' }] })).benefits;
  expect(row!.cash_status).toBe('cash expected');
  expect(row!.reasons.at(-1)).toMatch(/^Cash expected, not cash/);
});

test('a value per unit that the KPI does not count is refused, with what to write', () => {
  const wrong = (per: string, kpi: { id: string; unit?: string; statistic?: 'mean' | 'total' }) => () =>
    valueProgram(
      smallProgram({ kpis: [kpi], benefits: [{ id: 'x', kpi: kpi.id, value: { ...VALUE, per } }], effects: [] }),
    );
  expect(wrong('read', { id: 'wait', unit: 'minutes', statistic: 'mean' })).toThrow(
    /benefit «x»: a value per «read» does not fit «wait»[\s\S]*write per: minute/,
  );
  expect(wrong('minute', { id: 'reads', unit: 'reads' })).toThrow(/write per: read/);
  expect(wrong('exam', { id: 'reads', unit: 'reads' })).toThrow(/write per: read/);
});

test('real and nominal money are never added: the view is refused and says which line', () => {
  const nominal = WORKED.costs
    .replace('400.00,USD,2025', '400.00,USD,nominal')
    .replace('500.00,USD,2025', '500.00,USD,nominal');
  const { appraisal, audit } = valueProgram(smallProgram({ ...WORKED, costs: nominal }));
  expect(appraisal[0]).toMatchObject({ npv: { likely: null }, bcr: null, flows: [] });
  expect(appraisal[0]!.reasons).toEqual([
    'costs.csv line 2 is in nominal money of 2024, the rate is real in 2025 prices, and no price index converts it.',
  ]);
  expect(audit.find(({ check }) => check === 13)!.result).toBe('fail');
  // nominal money of 2025 is money in 2025 prices
  const sameYear = WORKED.costs.replace('400.00,USD,2025', '400.00,USD,nominal');
  expect(valueProgram(smallProgram({ ...WORKED, costs: sameYear })).appraisal[0]!.npv.likely).toBeCloseTo(343.2, 9);
});

test('no costs file: benefits without costs, and the appraisal says so', () => {
  const { costs, ...uncosted } = WORKED;
  const { appraisal, audit } = valueProgram(smallProgram(uncosted));
  expect(appraisal[0]).toMatchObject({ npv: { likely: expect.closeTo(1243.2, 9) }, bcr: null, roi: null, costs: 0 });
  expect(appraisal[0]!.reasons).toContain('Benefit–cost ratio: no cost.');
  expect(audit.find(({ check }) => check === 12)!.result).toBe('fail');
  expect(costs).toBeDefined();
});

test('a constant case mix is its own step of the bridge: the crude series saw 12 fewer, the standardised one 10', () => {
  const effect = { kpi: 'reads', unit: 'a', from: '2025-01-01', months: 2, naive: -15 };
  const { benefits, bridge } = valueProgram(
    smallProgram({
      kpis: [READS],
      benefits: [{ id: 'outsourced', kpi: 'reads' }],
      effects: [
        { ...effect, level: -12 },
        { ...effect, level: -10, adjustment: 'standardised', naive: -14 },
      ],
    }),
  );
  expect(benefits[0]!.demonstrated.likely).toBeCloseTo(20 * 42, 9);
  expect(bridge.slice(0, 3).map(({ amount }) => amount)).toEqual([
    expect.closeTo(30 * 42, 9),
    expect.closeTo(-6 * 42, 9),
    expect.closeTo(-4 * 42, 9),
  ]);
});

test('a week belongs to the month of its Monday', () => {
  const { appraisal } = valueProgram(
    smallProgram({
      kpis: [READS],
      benefits: [{ id: 'outsourced', kpi: 'reads' }],
      // Mondays 13, 20, 27 January, 3 February
      effects: [{ kpi: 'reads', unit: 'a', from: '2025-01-13', months: 4, level: -1 }],
      period: 'week',
    }),
  );
  expect(appraisal[0]!.flows.map(({ month, benefits }) => [month, benefits])).toEqual([
    ['2025-01-01', 3 * 42],
    ['2025-02-01', 42],
  ]);
});
