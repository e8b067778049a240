import { expect, test } from 'vitest';
import { chiSquaredQuantile, chiSquaredTails } from '../../src/statistics/chi-squared.ts';
import { expectRelative } from '../support/relative.ts';

// mpmath 1.3, 40 digits: gammainc(df/2, 0, x/2, regularized=True) and its complement
test.each([
  [0.001, 3, 8.40791905804616e-6, 0.9999915920809419],
  [0.5, 0.5, 0.7436779447314611, 0.25632205526853896],
  [3.8, 1, 0.9487474171426304, 0.0512525828573695],
  [20, 10, 0.970747311923039, 0.029252688076961072],
  [900, 1000, 0.010717238091289742, 0.9892827619087102],
  [150, 50, 0.9999999999936848, 6.315223256933987e-12],
])('χ² of %d with %d df', (x, df, lower, upper) => {
  expectRelative(chiSquaredTails(x, df).lower, lower, 1e-12);
  expectRelative(chiSquaredTails(x, df).upper, upper, 1e-12);
});

// mpmath: root of the same
test.each([
  [1e-10, 3, 5.20939762143448e-7],
  [0.025, 10, 3.246972780236841],
  [0.5, 1, 0.4549364231195728],
  [0.95, 1, 3.841458820694126],
  [0.975, 100.5, 130.13053938871633],
])('quantile %d with %d df', (p, df, expected) => expectRelative(chiSquaredQuantile(p, df), expected, 1e-12));

test('the ends', () => {
  expect([chiSquaredQuantile(0, 4), chiSquaredQuantile(1, 4)]).toEqual([0, Infinity]);
});
