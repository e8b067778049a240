import { beforeAll, describe, expect, test } from 'vitest';
import type { Benefit, Discount } from '../../src/program/register.ts';
import type { Results } from '../../src/results/schema.ts';
import { financeWorkbook } from '../../src/workbook/finance-workbook.ts';
import { writeWorkbook } from '../../src/workbook/write-workbook.ts';
import { type Changes, type HeldCells, hasOffice, recalculated } from '../support/spreadsheet.ts';
import { valuedResults } from '../support/valued-results.ts';
import type { ProgramGiven } from '../valuation/small-program.ts';
import { EVERYTHING, moneyProgram } from './money-program.ts';

type Change = (given: ProgramGiven) => ProgramGiven;

/** Days as a spreadsheet counts them. */
const [LATER_END, EARLIER_CASH] = [47_118, 45_689]; // 31 December 2028, 1 February 2025

const withDiscount =
  (key: 'discount' | 'economicDiscount', part: Partial<Discount>): Change =>
  ({ program, ...rest }) => ({
    ...rest,
    program: { ...program, [key]: { ...program![key]!, ...part } },
  });
const withBenefit =
  (id: string, change: (benefit: ProgramGiven['benefits'][number]) => Partial<Benefit>): Change =>
  (given) => ({
    ...given,
    benefits: given.benefits.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  });
const withHorizon =
  (part: Partial<NonNullable<Benefit['horizon']>>): Change =>
  ({ program, ...rest }) => ({
    ...rest,
    program: { ...program, horizon: { ...program!.horizon!, ...part } },
  });
const valued = (value: number): Change =>
  withBenefit('reads', ({ value: own }) => ({
    value: {
      per: 'read',
      source: 'contract',
      priceBasis: 2025,
      costBasis: 'marginal',
      ...own,
      low: value,
      likely: value,
      high: value,
    },
  }));
const first = EVERYTHING.costs!;

/** What is written into cells of the workbook, and the same in the program. */
const CASES: [what: string, cells: Changes, program: Change][] = [
  ['the discount rate', { discount_rate: 0.09 }, withDiscount('discount', { rate: 0.09 })],
  [
    'a later rate and its year',
    { discount_rate_2: 0.01, discount_from_year_3: 2 },
    withDiscount('discount', {
      later: [
        { fromYear: 1.5, rate: 0.01 },
        { fromYear: 2, rate: 0.02 },
      ],
    }),
  ],
  ['the timing', { discount_timing: 'start' }, withDiscount('discount', { timing: 'start' })],
  ['the economic rate', { economic_rate: 0.015 }, withDiscount('economicDiscount', { rate: 0.015 })],
  ['a unit value that turns an overlap', { value_reads: 21 }, valued(21)],
  [
    'an attribution',
    { attribution_reads: 0.5 },
    withBenefit('reads', () => ({ attribution: { share: 0.5, low: 0.5, high: 0.5, reason: '' } })),
  ],
  ['a block', { block_hours: 3 }, withBenefit('hours', () => ({ minimumBlock: { size: 3, reason: '' } }))],
  [
    'the date of a conversion',
    { cash_from_hours: EARLIER_CASH },
    withBenefit('hours', () => ({ conversion: { by: 'post removed', evidence: '', date: '2025-02-01' } })),
  ],
  ['the decay', { decay: 0.25 }, withHorizon({ decay: { low: 0.1, likely: 0.25, high: 0.3 } })],
  ['the horizon, later', { horizon_end: LATER_END }, withHorizon({ to: '2028-12-31' })],
  [
    'a horizon of its own',
    { horizon_beds: 31, decay_beds: 0.2 },
    withBenefit('beds', ({ horizon }) => ({
      horizon: { ...horizon!, to: '2027-12-31', latest: '2027-12-31', decay: { low: 0.02, likely: 0.2, high: 0.3 } },
    })),
  ],
  [
    'the optimism',
    { optimism_benefits: 0.2, optimism_costs: 0.3 },
    ({ program, ...rest }) => ({
      ...rest,
      program: {
        ...program,
        optimismBias: {
          ...program!.optimismBias!,
          benefits: { low: 0.05, likely: 0.2, high: 0.3 },
          costs: { low: 0, likely: 0.3, high: 0.4 },
        },
      },
    }),
  ],
  [
    'a price level',
    { prices_2027: 120 },
    (given) => ({ ...given, prices: given.prices!.replace(/2027,.*/, '2027,120') }),
  ],
  ['a cost', { 'Cost lines!L4': 9000 }, (given) => ({ ...given, costs: first.replace(',5000,', ',9000,') })],
  [
    'an exchange rate',
    { 'Cost lines!K5': 1.2 },
    (given) => ({ ...given, exchange: given.exchange!.replace('1.09', '1.2') }),
  ],
];

describe.skipIf(!hasOffice)('an assumption changed in the workbook (skipped: no soffice here)', () => {
  let books: HeldCells[];
  beforeAll(() => {
    const bytes = writeWorkbook(financeWorkbook(valuedResults(moneyProgram())));
    books = recalculated(bytes, {}, ...CASES.map(([, cells]) => cells));
  }, 600_000);

  test('nothing changed: every computed figure is the run’s', () => {
    expect(deviations(books[0]!, valuedResults(moneyProgram()))).toEqual([]);
  });

  test.each(CASES.map(([what, , program], i) => [what, program, i + 1] as const))(
    '%s: every figure is what a run with it says',
    (_what, program, book) => {
      const results = valuedResults(moneyProgram(program));
      expect(deviations(books[book]!, results)).toEqual([]);
      expect(results.figures['appraisal.economic.whole-life.npv']!.value).not.toBeNull();
    },
  );

  test('each change moves some figure', () => {
    const npvs = books.map((book) => JSON.stringify(computedFigures(book)));
    expect(new Set(npvs).size).toBe(books.length);
  });
});

/** Figures that the workbook computes, by id. */
function computedFigures({ Figures }: HeldCells): Record<string, string | number | null> {
  const rows = Object.entries(Figures!).filter(([at, { formula }]) => /^C\d+$/.test(at) && formula !== null);
  return Object.fromEntries(rows.map(([at, { value }]) => [Figures![at.replace('C', 'A')]!.value, value]));
}

/** Figures of the workbook that are not those of a run, to 1e-9. */
function deviations(book: HeldCells, { figures }: Results): string[] {
  const computed = Object.entries(computedFigures(book));
  expect(computed.length).toBeGreaterThan(60);
  return computed.flatMap(([id, now]) => {
    const value = figures[id]?.value ?? null;
    if (typeof now !== 'number' || value === null) {
      return typeof now === 'string' && !now.startsWith('#') && value === null
        ? []
        : [`${id}: run ${value}, workbook ${now}`];
    }
    return Math.abs(now - value) <= 1e-9 * Math.max(1, Math.abs(value)) ? [] : [`${id}: run ${value}, workbook ${now}`];
  });
}
