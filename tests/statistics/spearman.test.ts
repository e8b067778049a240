import { expect, test } from 'vitest';
import { ranks } from '../../src/statistics/ranks.ts';
import { spearman } from '../../src/statistics/spearman.ts';
import { expectRelative } from '../support/relative.ts';

test('with ties, as R cor(c(1,2,2,5,7,3), c(2,1,4,4,9,8), method = "spearman")', () => {
  expectRelative(spearman([1, 2, 2, 5, 7, 3], [2, 1, 4, 4, 9, 8]) as number, 0.779411764705882, 1e-12);
});

test('any rising relation is 1, a constant has none', () => {
  expect(spearman([1, 2, 3], [1, 8, 27])).toBe(1);
  expect(spearman([1, 2, 3], [5, 5, 5])).toMatchObject({ reason: 'no variation' });
  expect(spearman([1, 2], [1, 2])).toMatchObject({ reason: 'too few observations' });
  expect(() => spearman([1, 2, 3], [1, 2])).toThrow(RangeError);
});

test('tied values share their mean place', () => {
  const { ranks: places, ties } = ranks([5, 3, 5, 1]);
  expect([...places]).toEqual([3.5, 2, 3.5, 1]);
  expect(ties).toEqual([2]);
});
