import { expect, test } from 'vitest';
import { grade, type Support } from '../../src/comparison/grade.ts';

const sound: Support = {
  verdict: 'improved',
  comparators: true,
  parallelBefore: true,
  coversYear: true,
  caps: [],
  placebo: { dates: 30, falseImproved: 3 },
  specifications: { n: 40, agree: 32 },
};

test.each([
  ['A', 'comparators, parallel, clean, 80 % agree', {}],
  ['B', 'no comparators', { comparators: false, parallelBefore: null }],
  ['B', 'comparators that did not run parallel', { parallelBefore: false }],
  ['B', 'comparators, no importance declared', { parallelBefore: null }],
  ['C', 'less than 80 % agree', { specifications: { n: 40, agree: 31 } }],
  ['C', 'half agree', { specifications: { n: 40, agree: 20 } }],
  ['C', 'too few placebo dates', { placebo: { dates: 9, falseImproved: 9 } }],
  ['C', 'a baseline short of a year', { coversYear: false }],
  ['C', 'intervals that the calibration shows too narrow', { caps: ['its errors remember more'] }],
  ['D', 'less than half agree', { specifications: { n: 40, agree: 19 } }],
  ['D', 'no specification beside it', { specifications: { n: 0, agree: 0 } }],
  ['D', 'a placebo that claims', { placebo: { dates: 30, falseImproved: 4 } }],
  ['A', 'losers are graded too', { verdict: 'worsened' }],
  ['A', 'so is no material change', { verdict: 'no material change' }],
  ['–', 'nothing shown', { verdict: 'not demonstrated' }],
  ['–', 'not comparable', { verdict: 'not comparable' }],
  ['–', 'insufficient data', { verdict: 'insufficient data' }],
] as [string, string, Partial<Support>][])('%s: %s', (expected, _, change) => {
  expect(grade({ ...sound, ...change })).toBe(expected);
});
