import { test } from 'vitest';
import { fQuantile, fTails } from '../../src/statistics/f-distribution.ts';
import { expectRelative } from '../support/relative.ts';

// mpmath 1.3, 35 digits: betainc(a/2, b/2, 0, a x/(b + a x), regularized=True) and its complement
test.each([
  [4, 2, 10, 0.9470778505986553, 0.05292214940134465],
  [0.3, 30, 3, 0.03252669860076403, 0.9674733013992359],
  [20, 5, 46, 0.9999999998477422, 1.5225775144460177e-10],
  [15.946733567793, 1, 46, 0.9997673155516611, 0.00023268444833892548],
])('F of %d with %d and %d df', (x, numerator, denominator, lower, upper) => {
  expectRelative(fTails(x, numerator, denominator).lower, lower, 1e-12);
  expectRelative(fTails(x, numerator, denominator).upper, upper, 1e-12);
});

// mpmath: root of the same
test.each([
  [0.001, 1, 1000, 1.571582745323362e-6],
  [0.95, 2, 10, 4.102821015130401],
  [0.5, 5, 3, 1.1023581184073128],
])('quantile %d with %d and %d df', (p, numerator, denominator, expected) =>
  expectRelative(fQuantile(p, numerator, denominator), expected, 1e-12),
);
