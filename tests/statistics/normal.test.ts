import { expect, test } from 'vitest';
import { normalCdf, normalDensity, normalQuantile } from '../../src/statistics/normal.ts';
import { expectRelative } from '../support/relative.ts';

// mpmath 1.3, 40 digits: ncdf(z)
test.each([
  [-37, 5.725571222524577e-300],
  [-8, 6.220960574271784e-16],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [2.5, 0.9937903346742238],
])('Φ(%d)', (z, expected) => expectRelative(normalCdf(z), expected, 1e-12));

// mpmath 1.3, 40 digits: root of ncdf(z) = p
test.each([
  [1e-100, -21.273453560965326],
  [1e-10, -6.361340902404057],
  [0.025, -1.9599639845400543],
  [0.2, -0.8416212335729142],
  [0.45, -0.12566134685507402],
  [0.4999, -0.0002506628300880351],
  [0.8, 0.8416212335729142],
])('Φ⁻¹(%d)', (p, expected) => expectRelative(normalQuantile(p), expected, 1e-12));

test('the ends and the middle', () => {
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
  expectRelative(normalDensity(0), 1 / Math.sqrt(2 * Math.PI), 1e-15);
});
