import { expect, test } from 'vitest';
import { proportionLimits, rateLimits } from '../../src/statistics/attribute-limits.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('P′ by hand: z of 0.1, 0.2 and 0.1 of a hundred about 2/15', () => {
  const limits = answer(proportionLimits([10, 20, 10], [100, 100, 100]));
  const center = 40 / 300;
  const sigma = Math.sqrt((center * (1 - center)) / 100);
  expectRelative(limits.center, center, 1e-15);
  expectRelative(limits.sigmaZ, 0.1 / sigma / 1.128, 1e-12);
  expectRelative(limits.at(400).sigma, 0.1 / 1.128 / 2, 1e-12);
  expect(limits.at(100).lower).toBe(0);
});

test('the plain chart trusts the binomial', () => {
  const limits = answer(proportionLimits([10, 20, 10], [100, 100, 100], { prime: false }));
  expect(limits.sigmaZ).toBe(1);
  expectRelative(limits.at(100).upper, 2 / 15 + 3 * Math.sqrt((2 * 13) / 15 ** 2 / 100), 1e-14);
  expect(answer(proportionLimits([10, 9], [10, 10], { prime: false })).at(10).upper).toBe(1);
});

test('a rate has no upper end, and takes denominators in units of the rate', () => {
  const limits = answer(rateLimits([4, 9, 2], [1, 1, 1], { prime: false }));
  expectRelative(limits.at(1).upper, 5 + 3 * Math.sqrt(5), 1e-15);
  expectRelative(limits.at(4).upper, 5 + 1.5 * Math.sqrt(5), 1e-15);
});

test('degenerate windows are answers', () => {
  expect(rateLimits([1], [1])).toMatchObject({ reason: 'too few observations' });
  expect(rateLimits([0, 0], [10, 10])).toMatchObject({ reason: 'no variation' });
  expect(proportionLimits([5, 5], [5, 5])).toMatchObject({ reason: 'no variation' });
  expect(proportionLimits([1, 1], [5, 5])).toMatchObject({ reason: 'no variation' });
  expect(rateLimits([1, 2], [0, 1])).toMatchObject({ reason: 'a period without denominator' });
  expect(() => rateLimits([1, 2], [1])).toThrow(RangeError);
});
