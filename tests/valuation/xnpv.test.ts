import { describe, expect, test } from 'vitest';
import { discountFactor } from '../../src/valuation/discount-factor.ts';
import { periodFlows } from '../../src/valuation/flow.ts';
import { GREEN_BOOK } from '../../src/valuation/green-book.ts';
import { npvT0, presentValue } from '../../src/valuation/npv-t0.ts';
import { npvT1 } from '../../src/valuation/npv-t1.ts';
import { xnpv } from '../../src/valuation/xnpv.ts';

const flows = [
  { date: '2023-05-17', amount: -1200.5 },
  { date: '2024-02-29', amount: 310.25 },
  { date: '2027-12-31', amount: 1490.75 },
];

describe('present values', () => {
  test('scale and add', () => {
    const other = [{ date: '2025-01-01', amount: 77 }];
    expect(xnpv(0.07, [...flows, ...other], '2023-05-17')).toBeCloseTo(
      xnpv(0.07, flows, '2023-05-17') + xnpv(0.07, other, '2023-05-17'),
      10,
    );
    expect(
      xnpv(
        0.07,
        flows.map(({ date, amount }) => ({ date, amount: 3 * amount })),
      ),
    ).toBeCloseTo(3 * xnpv(0.07, flows), 9);
  });

  test('a later base compounds by civil days over 365', () => {
    expect(xnpv(0.07, flows, '2024-05-16')).toBeCloseTo(xnpv(0.07, flows, '2023-05-17') * 1.07 ** (365 / 365), 9);
  });

  test('of one period less are one period more: npv_t0 = (1 + r) · npv_t1', () => {
    const amounts = [-40000, 5000, 8000, 12000, 30000];
    expect(npvT0(0.08, amounts)).toBeCloseTo(1.08 * npvT1(0.08, amounts), 8);
  });

  test('timing moves the flows of later periods by half a period or a whole one, never the outlay at the base', () => {
    expect(npvT0(0.21, [-100, 121], 'end')).toBeCloseTo(0, 10);
    expect(npvT0(0.21, [-100, 121], 'mid')).toBeCloseTo(-100 + 121 / 1.1, 10);
    expect(npvT0(0.21, [-100, 121], 'start')).toBeCloseTo(21, 10);
  });
});

describe('a schedule of rates', () => {
  test('is the product of its forward rates', () => {
    expect(discountFactor(GREEN_BOOK, 40)).toBeCloseTo(1.035 ** -30 * 1.03 ** -10, 15);
    expect(discountFactor(GREEN_BOOK, 30.5)).toBeCloseTo(1.035 ** -30 * 1.03 ** -0.5, 15);
    expect(discountFactor(GREEN_BOOK, -2)).toBeCloseTo(1.035 ** 2, 15);
    expect(discountFactor(GREEN_BOOK, 0)).toBe(1);
  });

  test('of one step is that rate', () => {
    const flat = { name: 'flat', basis: 'real' as const, source: '', steps: [{ fromYear: 0, rate: 0.04 }] };
    expect(presentValue(flat, periodFlows([1, 2, 3]))).toBeCloseTo(npvT0(0.04, [1, 2, 3]), 12);
  });
});
