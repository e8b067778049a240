import { expect, test } from 'vitest';
import {
  decimalsOfInterval,
  decimalsOfValues,
  formatDay,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShare,
  formatSigned,
  formatUnitValue,
  scaleOf,
} from '../../src/results/format.ts';

test('a number shows no more digits than its interval bears', () => {
  expect(decimalsOfInterval(11, 17.2)).toBe(0);
  expect(decimalsOfInterval(11, 13.8)).toBe(1);
  expect(decimalsOfInterval(310_000, 880_000)).toBe(-4);
  expect(decimalsOfInterval(-0.004, 0.003)).toBe(3);
  expect(decimalsOfInterval(5, 5)).toBe(0);
});

test('the values of a series show three digits of their range', () => {
  expect(decimalsOfValues([48.21, 74.9])).toBe(1);
  expect(decimalsOfValues([99.1, 99.9])).toBe(3);
  expect(decimalsOfValues([1200, 5400])).toBe(0);
  expect(decimalsOfValues([7])).toBe(2);
  expect(decimalsOfValues([])).toBe(0);
});

test('numbers are grouped, rounded half away from zero and carry a true minus', () => {
  expect(formatNumber(1234567.891, 1)).toBe('1,234,567.9');
  expect(formatNumber(-1234.56, 1)).toBe('−1,234.6');
  expect(formatNumber(1.005, 2)).toBe('1.01');
  expect(formatNumber(-2.5, 0)).toBe('−3');
  expect(formatNumber(-0.04, 1)).toBe('0.0');
  expect(formatNumber(236, -1)).toBe('240');
  expect(formatNumber(0, 2)).toBe('0.00');
  expect(formatNumber(null, 2)).toBe('–');
  expect(formatSigned(3.14, 1)).toBe('+3.1');
  expect(formatSigned(0.01, 1)).toBe('0.0');
  expect(formatShare(0.148, 1)).toBe('14.8 %');
});

test('money is in millions, billions or trillions from the first on, or when its neighbours are', () => {
  expect(formatMoney(1_612_345, 'USD', -4)).toBe('$1.61 M');
  expect(formatMoney(612_345, 'USD', -4)).toBe('$610,000');
  expect(formatMoney(612_345, 'USD', -4, scaleOf(1_612_345, null, 612_345))).toBe('$0.61 M');
  expect(formatMoney(-84_210, 'USD', -3)).toBe('−$84,000');
  expect(formatMoney(12_345_678, 'EUR')).toBe('€12.3 M');
  expect(formatMoney(-2_500_000_000, 'USD')).toBe('−$2.50 bn');
  expect(formatMoney(836e12, 'USD')).toBe('$836 trn');
  expect(formatMoney(5e8, 'JPY', -7, scaleOf(5e8, 1.2e9))).toBe('¥0.50 bn');
  expect(formatMoney(1234, 'CHF')).toBe('CHF 1,230');
  expect(formatMoney(0, 'USD')).toBe('$0');
  expect(formatMoney(null, 'USD')).toBe('–');
});

test('the value of a unit keeps its cents', () => {
  const said = (value: number) => formatUnitValue(value, 'USD');
  expect([38, 42.5, 4, 0.25, 0.0025, 1_250_000].map(said)).toEqual([
    '$38',
    '$42.50',
    '$4',
    '$0.25',
    '$0.0025',
    '$1,250,000',
  ]);
});

test('dates are written out', () => {
  expect(formatDay('2024-07-01')).toBe('1 Jul 2024');
  expect(formatMonth('2024-12-30')).toBe('Dec 2024');
});
