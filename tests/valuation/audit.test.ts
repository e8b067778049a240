import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/comparison/comparison.ts';
import type { Finding } from '../../src/finding.ts';
import type { Benefit, CostBasis } from '../../src/program/register.ts';
import { AUDIT_RULES } from '../../src/valuation/audit.ts';
import { type ProgramValuationInput, valueProgram } from '../../src/valuation/value-program.ts';
import { attributed, discountAt, type ProgramGiven, smallProgram, VALUE } from './small-program.ts';

const COSTS = [
  'date,amount,price_basis,category,status',
  ...['licence', 'training', 'dual running', 'internal time', 'decommissioning'].map(
    (category) => `2025-01-10,100,2025,${category},actual`,
  ),
].join('\n');

const SOUND: ProgramGiven = {
  kpis: [{ id: 'reads' }],
  benefits: [
    {
      id: 'outsourced',
      kpi: 'reads',
      drawsOn: 'reads@a',
      ledger: { account: '6210', costCentre: '4410', signedOffBy: 'Finance partner', budget: null, actual: null },
    },
  ],
  effects: [
    { kpi: 'reads', unit: 'a', from: '2025-01-01', months: 6, level: -10, slope: -0.1 },
    { kpi: 'reads', unit: 'b', from: '2025-04-01', months: 3, level: -5, slope: -0.1 },
  ],
  costs: COSTS,
};

/** The checks of a small program, after a change to what the rooms before found. */
function checksOf(given: ProgramGiven, change: (input: ProgramValuationInput) => void = () => {}) {
  const input = smallProgram(given);
  change(input);
  const { audit, benefits, figures } = valueProgram(input);
  const result = Object.fromEntries(audit.map((one) => [one.check, one.result]));
  return { audit, result, benefits, figures, remedy: (check: number) => audit[check - 1]!.remedy };
}

const everyComparison = (input: ProgramValuationInput, change: Partial<Comparison>) => {
  for (const comparison of input.comparisons) Object.assign(comparison, change);
};
const finding = (code: string, more: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'warn',
  message: '',
  at: { kpi: 'reads', unit: 'a' },
  ...more,
});

test('there are twenty-one challenges, each judged, each that does not pass with a next act', () => {
  expect(AUDIT_RULES.map(({ check }) => check)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  const { audit, figures } = checksOf(SOUND);
  for (const { result, remedy, evidence } of audit) {
    expect(remedy === '').toBe(result === 'pass');
    for (const id of evidence) expect(figures[id], id).toBeDefined();
  }
});

test('what there is no evidence for does not pass', () => {
  const { result } = checksOf(SOUND);
  // no seal, no specification curve, no extract, no strata, no counter-measure, no run to compare with
  for (const check of [1, 2, 6, 7, 17, 20]) expect(result[check], `check ${check}`).toBe('n/a');
});

test('what is sound passes', () => {
  const { result, benefits } = checksOf(SOUND, (input) => {
    everyComparison(input, { sealed: true, specifications: { n: 40, agree: 38, least: null, branches: [] } });
    Object.assign(input, { inputs: [{ file: 'a.csv', records: 100, loaded: 98, rejected: 1, skipped: 1 }] });
  });
  for (const check of [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19])
    expect(result[check], `check ${check}`).toBe('pass');
  expect(benefits[0]!.checks).toEqual([]);
});

test('without a demonstrated gain there is no claim to attack', () => {
  const { result, remedy } = checksOf({
    ...SOUND,
    effects: SOUND.effects.map((effect) => ({ ...effect, verdict: 'not demonstrated' as const })),
  });
  for (const check of [1, 2, 3, 4, 5, 8, 9, 10, 11, 16, 18, 19]) expect(result[check], `check ${check}`).toBe('n/a');
  expect(remedy(4)).toMatch(/No gain is demonstrated/);
});

describe('how the effect was found', () => {
  test('2: few specifications agree', () => {
    expect(
      checksOf(SOUND, (i) => everyComparison(i, { specifications: { n: 40, agree: 25, least: null, branches: [] } }))
        .result[2],
    ).toBe('warn');
    expect(
      checksOf(SOUND, (i) => everyComparison(i, { specifications: { n: 40, agree: 10, least: null, branches: [] } }))
        .result[2],
    ).toBe('fail');
  });

  test('3: the baseline ended badly in one unit', () => {
    const { result, remedy, benefits } = checksOf(SOUND, (i) =>
      Object.assign(i, { findings: [finding('regression-to-the-mean')] }),
    );
    expect(result[3]).toBe('warn');
    expect(remedy(3)).toMatch(/«reads» in a Imaging:/);
    expect(benefits[0]!.checks).toEqual(['warn: 3 return to normal after a bad spell (regression to the mean)']);
    expect(
      checksOf(SOUND, (i) => Object.assign(i, { findings: [finding('baseline-short-of-a-year')] })).result[3],
    ).toBe('n/a');
  });

  test('4: by the grade', () => {
    expect(checksOf(SOUND, (i) => everyComparison(i, { grade: 'C' })).result[4]).toBe('warn');
    expect(checksOf(SOUND, (i) => everyComparison(i, { grade: 'D' })).result[4]).toBe('fail');
  });

  test('5: a changed instrument that the program accepts', () => {
    const accepted = finding('open-share-changed', { severity: 'fail', acknowledged: 'new queue' });
    expect(checksOf(SOUND, (i) => Object.assign(i, { findings: [accepted] })).result[5]).toBe('warn');
  });

  test('6: lost and rejected records', () => {
    const rows = (loaded: number, rejected: number) => (i: ProgramValuationInput) =>
      Object.assign(i, { inputs: [{ file: 'a.csv', records: 100, loaded, rejected, skipped: 0 }] });
    expect(checksOf(SOUND, rows(90, 10)).result[6]).toBe('warn');
    expect(checksOf(SOUND, rows(90, 9)).result[6]).toBe('fail');
  });

  test('7: case mix held constant, not, or turning the sign', () => {
    const strata = (i: ProgramValuationInput) => Object.assign(i.kpis[0]!, { strata: ['modality'] });
    expect(checksOf(SOUND, strata).result[7]).toBe('n/a');
    expect(
      checksOf(SOUND, (i) => {
        strata(i);
        everyComparison(i, { adjustment: 'standardised' });
      }).result[7],
    ).toBe('pass');
    expect(
      checksOf(SOUND, (i) => {
        strata(i);
        Object.assign(i, { findings: [finding('sign-depends-on-mix')] });
      }).result[7],
    ).toBe('fail');
  });

  test('16: an effect of 10 that shrinks by 1 a month is half gone after five', () => {
    const fading = SOUND.effects.map((effect) => ({ ...effect, slope: 1 }));
    expect(checksOf({ ...SOUND, effects: fading }).result[16]).toBe('warn');
    const unknown = SOUND.effects.map((effect) => ({ ...effect, slope: 0 }));
    expect(checksOf({ ...SOUND, effects: unknown }).result[16]).toBe('n/a');
  });

  test('17: the counter-measure worsened, held, or is not measured', () => {
    const paired = (verdict: 'worsened' | 'no material change'): ProgramGiven => ({
      ...SOUND,
      kpis: [{ id: 'reads', counter: 'definition_of_share' }, { id: 'share' }],
      effects: [
        ...SOUND.effects,
        { kpi: 'share', unit: 'a', from: '2025-01-01', months: 6, level: 1, verdict },
        { kpi: 'share', unit: 'b', from: '2025-04-01', months: 3, level: 1, verdict },
      ],
    });
    expect(checksOf(paired('worsened')).result[17]).toBe('fail');
    expect(checksOf(paired('no material change')).result[17]).toBe('pass');
    expect(checksOf({ ...SOUND, kpis: [{ id: 'reads', counter: 'definition_of_share' }] }).result[17]).toBe('warn');
  });

  test('18: better, but not surely by what would matter', () => {
    expect(checksOf(SOUND, (i) => everyComparison(i, { verdict: 'improved, size uncertain' })).result[18]).toBe('warn');
  });
});

describe('how it became money', () => {
  const [sound] = SOUND.benefits;

  test('8: two benefits on one KPI claim 160 % of it', () => {
    const share = attributed(0.8);
    const benefits = [
      { ...sound!, attribution: share },
      { ...sound!, id: 'again', drawsOn: 'other', attribution: share },
    ];
    const { result, remedy } = checksOf({ ...SOUND, benefits });
    expect(result[8]).toBe('fail');
    expect(remedy(8)).toMatch(/more than 100 %.*«outsourced», «again»/);
  });

  test('8: two benefits that name no resource', () => {
    const half = { drawsOn: null, attribution: attributed(0.5) };
    expect(
      checksOf({
        ...SOUND,
        benefits: [
          { ...sound!, ...half },
          { ...sound!, ...half, id: 'again' },
        ],
      }).result[8],
    ).toBe('warn');
  });

  test('9: cash without a tie-out; minutes × wage', () => {
    expect(checksOf({ ...SOUND, benefits: [{ ...sound!, ledger: null }] }).result[9]).toBe('warn');
    const minutes: ProgramGiven = {
      ...SOUND,
      kpis: [{ id: 'reads', unit: 'minutes', statistic: 'mean' }],
      benefits: [{ ...sound!, value: { ...VALUE, per: 'minute' } }],
    };
    expect(checksOf(minutes).result[9]).toBe('fail');
    // hours that were paid and no longer are: a total, not time saved
    const overtime: ProgramGiven = {
      ...SOUND,
      kpis: [{ id: 'reads', unit: 'overtime hours', statistic: 'total' }],
      benefits: [{ ...sound!, value: { ...VALUE, per: 'hour' } }],
    };
    expect(checksOf(overtime).result[9]).toBe('pass');
    // days in which money is received sooner are nobody's time
    const sooner: ProgramGiven = {
      ...SOUND,
      kpis: [{ id: 'reads', unit: 'days', statistic: 'mean' }],
      benefits: [{ ...sound!, value: { ...VALUE, per: 'day' }, oneOff: 'working capital' }],
    };
    const once = (i: ProgramValuationInput) => Object.assign(i.kpis[0]!, { money: 'one-off: earlier cash once' });
    expect(checksOf(sooner, once).result[9]).toBe('pass');
    expect(checksOf({ ...SOUND, benefits: [{ ...sound!, class: 'capacity' }] }).result[9]).toBe('n/a');
  });

  test('10: an average or a charge in a cash class, in another class, and a basis that is not stated', () => {
    const valued = (costBasis: CostBasis | null, more: Partial<Benefit> = {}): ProgramGiven => ({
      ...SOUND,
      benefits: [{ ...sound!, ...more, value: { ...VALUE, costBasis } }],
    });
    expect(checksOf(valued('semi-fixed step')).result[10]).toBe('pass');
    expect(checksOf(valued('full')).result[10]).toBe('fail');
    expect(checksOf(valued('charge')).remedy(10)).toMatch(/full cost or at a charge: «outsourced»/);
    expect(checksOf(valued('charge', { class: 'quality' })).result[10]).toBe('warn');
    expect(checksOf(valued(null)).result[10]).toBe('warn');
    expect(checksOf(valued(null)).remedy(10)).toMatch(/declare `value.cost_basis`/);
  });

  test('11: a KPI that pays once, counted month after month', () => {
    const once = (i: ProgramValuationInput) => Object.assign(i.kpis[0]!, { money: 'one-off: earlier cash once' });
    expect(checksOf(SOUND, once).result[11]).toBe('fail');
    const marked = { ...SOUND, benefits: [{ ...sound!, oneOff: 'working capital' }] };
    expect(checksOf(marked, once).result[11]).toBe('pass');
  });

  test('9: a ledger line that shows less than is claimed', () => {
    const line = { account: '6210', costCentre: '4410', signedOffBy: 'Finance partner', budget: 10_000 };
    const shows = (actual: number) => checksOf({ ...SOUND, benefits: [{ ...sound!, ledger: { ...line, actual } }] });
    expect(shows(2000).result[9]).toBe('pass');
    expect(shows(9000).result[9]).toBe('warn');
    expect(shows(9000).remedy(9)).toMatch(/less under its budget than is claimed: «outsourced»/);
  });

  test('12: a KPI that worsened and that nobody has put a price on', () => {
    const worsened: ProgramGiven = {
      ...SOUND,
      kpis: [...SOUND.kpis, { id: 'outages' }],
      effects: [
        ...SOUND.effects,
        { kpi: 'outages', unit: 'a', from: '2025-01-01', months: 6, level: 3, verdict: 'worsened' },
      ],
    };
    expect(checksOf(worsened).result[12]).toBe('warn');
    expect(checksOf(worsened).remedy(12)).toMatch(/no benefit is on it: «outages»/);
    const priced = { ...worsened, benefits: [sound!, { id: 'loss', kpi: 'outages', class: 'capacity' as const }] };
    expect(checksOf(priced).result[12]).toBe('pass');
  });

  test('13: a forecast beyond the costs that are planned, and a rate that no longer holds', () => {
    const horizon = {
      to: '2027-12-31',
      earliest: '2027-12-31',
      latest: '2027-12-31',
      decay: { low: 0, likely: 0, high: 0 },
      reason: 'licence',
    };
    const planned = (day: string) =>
      `${COSTS}\n${day},100,2025,licence,planned,yes`.replace('status\n', 'status,recurring\n');
    const rows = (day: string) =>
      planned(day)
        .split('\n')
        .map((line, i) => (i === 0 || line.endsWith('yes') ? line : `${line},no`))
        .join('\n');
    const ahead = (day: string) => checksOf({ ...SOUND, program: { horizon }, costs: rows(day) });
    expect(ahead('2027-06-30').result[13]).toBe('pass');
    expect(ahead('2026-06-30').result[13]).toBe('warn');
    expect(ahead('2026-06-30').remedy(13)).toMatch(/forecast to 2027-12-31 .* planned to 2026-06-30/);
    const old = { ...discountAt(0), validTo: '2024-12-31' };
    expect(checksOf({ ...SOUND, program: { discount: old } }).result[13]).toBe('warn');
  });

  test('12: costs that are often forgotten', () => {
    const { result, remedy } = checksOf({ ...SOUND, costs: COSTS.split('\n').slice(0, 3).join('\n') });
    expect(result[12]).toBe('warn');
    expect(remedy(12)).toMatch(/dual running, decommissioning, internal time/);
  });
});

describe('the record', () => {
  test('15: a KPI of the register that was compared nowhere', () => {
    const { result, remedy } = checksOf({ ...SOUND, kpis: [...SOUND.kpis, { id: 'silent' }] });
    expect(result[15]).toBe('fail');
    expect(remedy(15)).toMatch(/«silent» in a Imaging, «silent» in b Imaging/);
  });

  test('21: cells of few people, whether rows or sums count them', () => {
    expect(checksOf(SOUND).result[21]).toBe('warn');
    const nobody = (i: ProgramValuationInput) => (i.peopleIn = () => null);
    expect(checksOf(SOUND, nobody).result[21]).toBe('pass');
    const sums = (i: ProgramValuationInput, denominator: number) => {
      i.peopleIn = () => 'sums';
      for (const { series } of i.measured) {
        for (const one of series) {
          one.statistic = 'rate';
          for (const cell of one.cells) cell.denominator = denominator;
        }
      }
    };
    expect(checksOf(SOUND, (i) => sums(i, 400)).result[21]).toBe('pass');
    expect(checksOf(SOUND, (i) => sums(i, 4)).result[21]).toBe('warn');
    const many = (i: ProgramValuationInput) => {
      for (const { series } of i.measured) for (const { cells } of series) for (const cell of cells) cell.n = 11;
    };
    expect(checksOf(SOUND, many).result[21]).toBe('pass');
  });

  test('19: a benefit, or its KPI, without an owner', () => {
    expect(checksOf({ ...SOUND, benefits: [{ ...SOUND.benefits[0]!, owner: null }] }).result[19]).toBe('fail');
    expect(checksOf(SOUND, (i) => Object.assign(i.program.kpis[0]!, { owner: null })).result[19]).toBe('warn');
  });
});
