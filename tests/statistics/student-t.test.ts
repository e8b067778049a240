import { expect, test } from 'vitest';
import { tCdf, tQuantile } from '../../src/statistics/student-t.ts';
import { expectRelative } from '../support/relative.ts';

// mpmath 1.3, 40 digits: betainc(df/2, 1/2, 0, df/(df+t²), regularized=True) / 2
test.each([
  [-50, 0.5, 0.04535260640296638],
  [-3, 1, 0.10241638234956674],
  [-2, 2.7, 0.074711719035251],
  [-1, 29.3, 0.1627490171013553],
  [-0.01, 5, 0.49620400902129097],
  [2.5, 100, 0.9929771054379614],
  [-3, 1e6, 0.0013499312707108985],
  [-40, 30, 6.863022597203201e-28],
])('P(T ≤ %d) with %d df', (t, df, expected) => expectRelative(tCdf(t, df), expected, 1e-12));

// mpmath: root of the same
test.each([
  [0.025, 2, -4.302652729749464],
  [0.025, 2.7, -3.3921483831737524],
  [0.001, 5, -5.89342953135601],
  [0.1, 29.3, -1.3111205919858127],
  [0.4, 10, -0.2601848294920802],
  [0.49, 3, -0.027211467049117997],
  [0.975, 1e6, 1.959966356814107],
])('quantile %d with %d df', (p, df, expected) => expectRelative(tQuantile(p, df), expected, 1e-12));

test('one degree of freedom is the Cauchy distribution', () => {
  for (const p of [1e-8, 0.01, 0.2, 0.45]) expectRelative(tQuantile(p, 1), -1 / Math.tan(Math.PI * p), 1e-12);
});

test('the ends and the middle', () => {
  expect([tQuantile(0, 5), tQuantile(0.5, 5), tQuantile(1, 5)]).toEqual([-Infinity, 0, Infinity]);
  expect([tCdf(-Infinity, 5), tCdf(0, 5), tCdf(Infinity, 5)]).toEqual([0, 0.5, 1]);
});
