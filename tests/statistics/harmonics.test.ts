import { expect, test } from 'vitest';
import { harmonics } from '../../src/statistics/harmonics.ts';

test('a year of quarters by hand', () => {
  const [sine, cosine, fasterSine, fasterCosine] = harmonics([0, 3, 6, 9], 12, 2);
  const round = (column: Float64Array | undefined) => [...column!].map((value) => Math.round(value * 1e12) / 1e12 + 0);
  expect(round(sine)).toEqual([0, 1, 0, -1]);
  expect(round(cosine)).toEqual([1, 0, -1, 0]);
  expect(round(fasterSine)).toEqual([0, 0, 0, 0]);
  expect(round(fasterCosine)).toEqual([1, -1, 1, -1]);
});
