import { expect, test } from 'vitest';
import { datedFlows, periodFlows } from '../../src/valuation/flow.ts';
import { payback } from '../../src/valuation/payback.ts';

test('linear inside the period: 100 out, 60 and 60 back, is back after 1 + 40/60', () => {
  expect(payback(periodFlows([-100, 60, 60]))).toEqual({
    value: expect.closeTo(5 / 3, 12),
    reason: null,
    firstReached: null,
  });
});

test('on the very period when the cumulative reaches 0', () => {
  expect(payback(periodFlows([-100, 50, 50, 10])).value).toBe(2);
});

test('decimal amounts that add to 0 in the books pay back, though not in binary', () => {
  // −0.9 + 0.3 + 0.3 + 0.3 = −1.1e-16 in doubles
  expect(payback(periodFlows([-0.9, 0.3, 0.3, 0.3])).value).toBeCloseTo(3, 12);
});

test('never: not within horizon', () => {
  expect(payback(periodFlows([-100, 10])).value).toBeNull();
});

test('reached, lost for good: still not within horizon, and says so', () => {
  const { value, reason } = payback(periodFlows([-100, 150, -100]));
  expect(value).toBeNull();
  expect(reason).toMatch(/not within horizon.*from 0.67/);
});

test('never in deficit is paid back from the start', () => {
  expect(payback(periodFlows([10, -5, 3])).value).toBe(0);
});

test('dated: half of a 365-day year for half of the money', () => {
  const flows = datedFlows([
    { date: '2021-01-01', amount: -100 },
    { date: '2022-01-01', amount: 200 },
  ]);
  expect(payback(flows).value).toBe(0.5);
});
