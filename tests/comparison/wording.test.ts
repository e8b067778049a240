import { expect, test } from 'vitest';
import { decimalsFor, sayAmount, sayBand, sayChange, sayDeclared, sayNumber } from '../../src/comparison/wording.ts';

const minutes = { statistic: 'median', unit: 'minutes' } as const;
const share = { statistic: 'proportion', unit: '1' } as const;

test.each([
  [3, 0],
  [1.4, 1],
  [0.034, 2],
  [0.014, 3],
  [12, 0],
  [40, -1],
  [250, -1],
  [0, 2],
])('a half-width of %s bears %s decimals', (halfWidth, decimals) => {
  expect(decimalsFor(halfWidth)).toBe(decimals);
});

test.each([
  [-1234.56, 1, '−1,234.6'],
  [1234.56, -1, '1,230'],
  [-0.04, 1, '0.0'],
  [0, 0, '0'],
])('%s with %s decimals reads %s', (value, decimals, text) => {
  expect(sayNumber(value, decimals)).toBe(text);
});

test('a change is said with its side, its magnitude and its interval', () => {
  expect(sayChange({ estimate: -14.2, low: -17.1, high: -11.3 }, minutes, 'week')).toBe(
    '14.2 minutes lower (95 % interval 11.3 to 17.1)',
  );
  expect(sayChange({ estimate: 14.2, low: 10.6, high: 17.8 }, minutes, 'week')).toBe(
    '14 minutes higher (95 % interval 11 to 18)',
  );
  expect(sayChange({ estimate: -3, low: -8, high: 2 }, minutes, 'week')).toBe(
    '3 minutes lower (95 % interval 8 lower to 2 higher)',
  );
  expect(sayChange({ estimate: 0.06, low: 0.02, high: 0.1 }, share, 'week')).toBe(
    '6 percentage points higher (95 % interval 2 to 10)',
  );
});

test('a wide interval keeps its whole numbers', () => {
  expect(sayChange({ estimate: -50.8, low: -94.7, high: -6.98 }, minutes, 'week')).toBe(
    '51 minutes lower (95 % interval 7 to 95)',
  );
});

test('one of something loses its plural', () => {
  expect(sayDeclared(0.01, share)).toBe('1 percentage point');
  expect(sayAmount(1.04, 1, { statistic: 'total', unit: 'deaths' })).toBe('1.0 deaths');
  expect(sayDeclared(1, { statistic: 'total', unit: 'deaths' })).toBe('1 death');
  expect(sayDeclared(1, { statistic: 'rate', unit: 'per 1,000' })).toBe('1 per 1,000');
  expect(sayChange({ estimate: -1, low: -8, high: 6 }, minutes, 'week')).toBe(
    '1 minute lower (95 % interval 8 lower to 6 higher)',
  );
});

test('a change of a total is one of each period', () => {
  expect(sayChange({ estimate: -48, low: -57, high: -39 }, { statistic: 'total', unit: 'reads' }, 'week')).toBe(
    '48 reads per week lower (95 % interval 39 to 57)',
  );
});

test('an estimate that rounds to nothing has no side', () => {
  expect(sayChange({ estimate: -0.2, low: -8.2, high: 7.8 }, minutes, 'week')).toBe(
    'no different (95 % interval 8 lower to 8 higher, in minutes)',
  );
});

test('amounts and declared numbers', () => {
  expect(sayAmount(3.674, 0.3674, minutes)).toBe('3.7 minutes');
  expect(sayBand({ low: 0.75, high: 0.85 }, { statistic: 'ratio', unit: '1' })).toBe('75 % to 85 %');
  expect(sayDeclared(0.07, share)).toBe('7 percentage points');
  expect(sayDeclared(2.5, { statistic: 'rate', unit: 'per 1,000' })).toBe('2.5 per 1,000');
  expect(sayDeclared(2.5, { statistic: 'total', unit: '1' })).toBe('2.5');
});
