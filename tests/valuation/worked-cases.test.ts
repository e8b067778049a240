import { describe, expect, test } from 'vitest';
import { bcr } from '../../src/valuation/bcr.ts';
import { discountFactor } from '../../src/valuation/discount-factor.ts';
import { periodFlows } from '../../src/valuation/flow.ts';
import { GREEN_BOOK } from '../../src/valuation/green-book.ts';
import { mirr } from '../../src/valuation/mirr.ts';
import { npvT0 } from '../../src/valuation/npv-t0.ts';
import { roi } from '../../src/valuation/roi.ts';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { xirr } from '../../src/valuation/xirr.ts';
import { xnpv } from '../../src/valuation/xnpv.ts';
import { discountAt, type ProgramGiven, smallProgram } from './small-program.ts';

/** Rounded once, as an amount is shown. */
const cents = (amount: number) => Math.round(amount * 100) / 100;

describe('Forrester Consulting, The Total Economic Impact of SalesLoft, cash-flow table on page 19', () => {
  // 10 % a year; the initial amount is not discounted, later years at their end. The table is printed in whole dollars.
  const costs = [53_150, 666_715, 636_772, 647_783];
  const benefits = [0, 1_606_511, 3_061_331, 4_229_760];
  const [pvCosts, pvBenefits] = [npvT0(0.1, costs), npvT0(0.1, benefits)];

  test('present values, NPV and ROI as printed', () => {
    expect([pvCosts, pvBenefits, pvBenefits - pvCosts].map(Math.round)).toEqual([1_672_201, 7_168_371, 5_496_170]);
    expect(Math.round(100 * roi(pvBenefits, pvCosts).value!)).toBe(329);
  });

  test('and to the cent, by hand', () => {
    // 53,150 + 666,715/1.1 + 636,772/1.21 + 647,783/1.331; 1,606,511/1.1 + 3,061,331/1.21 + 4,229,760/1.331
    expect(cents(pvCosts)).toBe(cents(53_150 + 606_104.545_454_5 + 526_257.851_239_7 + 486_688.955_672_4));
    expect(cents(pvBenefits)).toBe(cents(1_460_464.545_454_5 + 2_530_025.619_834_7 + 3_177_881.292_261_5));
  });
});

describe('HM Treasury, The Green Book: 3.5 % real, discount factors of years 0 to 4', () => {
  test('factors as its table prints them, four decimals', () => {
    const factors = [0, 1, 2, 3, 4].map((year) => discountFactor(GREEN_BOOK, year).toFixed(4));
    expect(factors).toEqual(['1.0000', '0.9662', '0.9335', '0.9019', '0.8714']);
  });

  // by hand: 1.035⁻³⁰ = 0.356278; from there 3.0 % a year: ÷ 1.03 = 0.345901, ÷ 1.03⁴⁵ = 0.094214; then 2.5 %
  test.each([
    [30, '0.3563'],
    [31, '0.3459'],
    [75, '0.0942'],
    [76, '0.0919'],
  ])('factor of year %i: the lower rate holds from its own year on', (year, factor) => {
    expect(discountFactor(GREEN_BOOK, year).toFixed(4)).toBe(factor);
  });

  // Two alternatives at that rate: 10 million now for 2.5 million a year, and 5 million for 1.5 million, over four years.
  test.each([
    { alternative: 'A', capital: 10_000_000, yearly: 2_500_000, npv: -817_301.98, ratio: 0.92 },
    { alternative: 'B', capital: 5_000_000, yearly: 1_500_000, npv: 509_618.81, ratio: 1.1 },
  ])('alternative $alternative: NPV $npv, to the cent', ({ capital, yearly, npv, ratio }) => {
    const flows = [-capital, yearly, yearly, yearly, yearly];
    expect(cents(npvT0(GREEN_BOOK, flows))).toBe(npv);
    // by hand: the annuity (1 − 1.035⁻⁴)/0.035 = 3.673079208…
    expect(cents((yearly * (1 - 1.035 ** -4)) / 0.035 - capital)).toBe(npv);
    expect(bcr(npv + capital, capital).value).toBeCloseTo(ratio, 2);
  });
});

describe('Microsoft, documentation of the spreadsheet functions XNPV, XIRR and MIRR: their examples, as printed', () => {
  const dated = [
    { date: '2008-01-01', amount: -10_000 },
    { date: '2008-03-01', amount: 2_750 },
    { date: '2008-10-30', amount: 4_250 },
    { date: '2009-02-15', amount: 3_250 },
    { date: '2009-04-01', amount: 2_750 },
  ];

  test('XNPV at 9 %: 2,086.65', () => {
    expect(cents(xnpv(0.09, dated))).toBe(2_086.65);
  });

  test('XIRR: 0.373362535, which it seeks to 0.000001 %', () => {
    const { roots } = xirr(dated);
    expect(roots).toEqual([expect.closeTo(0.373362535, 8)]);
  });

  test('MIRR: 13 % after five years, −5 % after three, 13 % where gains earn 14 %', () => {
    const flows = periodFlows([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000]);
    const percents = [mirr(flows, 0.1, 0.12), mirr(flows.slice(0, 4), 0.1, 0.12), mirr(flows, 0.1, 0.14)];
    expect(percents.map(({ value }) => Math.round(100 * value!))).toEqual([13, -5, 13]);
  });
});

test('a year later at 10 % is worth ten elevenths: the whole way from a register to an NPV', () => {
  // 10 reads at 42 in the month that begins 365 days after the base month, money on the first of its month
  const given: ProgramGiven = {
    kpis: [{ id: 'reads' }],
    benefits: [{ id: 'x', kpi: 'reads' }],
    effects: [{ kpi: 'reads', unit: 'a', from: '2025-01-01', months: 1, level: -10 }],
    costs: 'date,amount,price_basis,category,status\n2024-01-02,100,2025,licence,actual\n',
    program: { discount: { ...discountAt(0.1), timing: 'start' } },
  };
  // 2024 is a leap year: 366 days, exponent 366/365
  expect(cents(valueProgram(smallProgram(given)).appraisal[0]!.npv.likely!)).toBe(
    cents(420 / 1.1 ** (366 / 365) - 100),
  );
});
