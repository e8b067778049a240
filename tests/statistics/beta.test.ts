import { expect, test } from 'vitest';
import { betaCdf, betaQuantile } from '../../src/statistics/beta.ts';
import { expectRelative } from '../support/relative.ts';

// mpmath 1.3, 35 digits: betainc(a, b, 0, x, regularized=True)
test.each([
  [0.001, 0.3, 0.5, 0.09214962983876203],
  [0.3, 2, 3, 0.3483],
  [0.7, 20, 40, 0.9999999975942321],
  [0.95, 500, 40, 0.9907186928399329],
  [0.5, 2000, 2010, 0.5627452432205594],
])('P(B ≤ %d) with a = %d, b = %d', (x, a, b, expected) => expectRelative(betaCdf(x, a, b), expected, 1e-12));

// mpmath: root of the same
test.each([
  [0.025, 3, 8, 0.06673951117773447],
  [0.975, 3, 8, 0.5560954623076415],
  [1e-8, 500, 40, 0.8470423713336062],
  [0.5, 0.3, 40, 0.001842670259870283],
  [0.7, 20, 0.5, 0.9962485887775806],
])('quantile %d with a = %d, b = %d', (p, a, b, expected) => expectRelative(betaQuantile(p, a, b), expected, 1e-12));

test('the ends', () => {
  expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1, 0, 1]);
});
