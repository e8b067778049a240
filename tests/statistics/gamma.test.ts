import { expect, test } from 'vitest';
import { halfDeviance, logGamma, stirlingError } from '../../src/statistics/gamma.ts';
import { expectRelative } from '../support/relative.ts';

// mpmath 1.3, 35 digits: loggamma(x)
test.each([
  [1e-5, 11.512919692895826],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [7.7, 7.926541356269005],
  [100, 359.1342053695754],
  [1e6, 12815504.569147613],
])('ln Γ(%d)', (x, expected) => expectRelative(logGamma(x), expected, 1e-13));

test('Stirling’s error closes the gap to ln x!', () => {
  expectRelative(stirlingError(1), 1 - 0.5 * Math.log(2 * Math.PI), 1e-13);
  expectRelative(stirlingError(1e6), 1 / 12e6 - 1 / 360e18, 1e-14);
});

test('the half deviance is exact near and far from the mean', () => {
  expectRelative(halfDeviance(2, 1), 2 * Math.log(2) - 1, 1e-15);
  // Taylor: m e²/2 (1 − e/3 + e²/6 − …) with x = m (1 + e)
  expectRelative(halfDeviance(1000.001, 1000), 1000 * (0.5e-12 - 1e-18 / 6), 1e-9);
  expect(halfDeviance(3, 3)).toBe(0);
});
