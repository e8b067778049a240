import { expect, test } from 'vitest';
import { bcaBounds, oneSampleAcceleration, percentileBounds } from '../../src/statistics/bca.ts';
import { bootstrapDifference, jackknifeInfluence, movingBlocks } from '../../src/statistics/bootstrap.ts';
import { mean } from '../../src/statistics/mean.ts';
import { median } from '../../src/statistics/quantile.ts';
import { createRandom } from '../../src/statistics/random.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('the jackknife of a mean is the deviation, its acceleration the skewness', () => {
  const influence = jackknifeInfluence(Float64Array.of(1, 2, 6), mean);
  expect([...influence].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([-2, -1, 3]);
  expectRelative(oneSampleAcceleration(influence), 18 / (6 * 14 ** 1.5), 1e-12);
});

test('without bias and acceleration BCa is the percentile interval', () => {
  const replicates = Float64Array.from({ length: 1999 }, (_, i) => i + 1);
  const bounds = answer(bcaBounds(replicates, 1000.5, 0));
  const plain = answer(percentileBounds(replicates));
  expectRelative(plain.low, 50, 1e-12);
  expectRelative(plain.high, 1950, 1e-12);
  expect(Math.abs(bounds.low - plain.low)).toBeLessThan(0.2);
});

test('blocks are neighbours, ⌈n^(1/3)⌉ long, and fill the series', () => {
  const rows = movingBlocks(27, createRandom(3));
  expect(rows).toHaveLength(27);
  for (let i = 0; i < 27; i += 3) expect([rows[i + 1]! - rows[i]!, rows[i + 2]! - rows[i]!]).toEqual([1, 2]);
  expect(Math.max(...rows)).toBeLessThan(27);
});

test('a clear difference of medians is bracketed, and the seed repeats it', () => {
  const baseline = Array.from({ length: 30 }, (_, i) => 50 + ((i * 7) % 11));
  const post = Array.from({ length: 20 }, (_, i) => 40 + ((i * 5) % 11));
  const run = () => answer(bootstrapDifference(baseline, post, median, createRandom(9), { resamples: 400 }));
  const interval = run();
  expect(interval.low < interval.estimate && interval.estimate < interval.high).toBe(true);
  expect(interval.high).toBeLessThan(0);
  expect(run()).toEqual(interval);
});

test('too few and constant values', () => {
  const line = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(bootstrapDifference([1, 2], line, median, createRandom(1))).toMatchObject({ reason: 'too few observations' });
  const constant = new Array(9).fill(5);
  expect(bootstrapDifference(constant, constant, median, createRandom(1))).toMatchObject({ reason: 'no variation' });
  expect(bcaBounds(Float64Array.of(1, 2, 3), 0.5, 0)).toMatchObject({ reason: 'estimate outside its resamples' });
  expect(percentileBounds(Float64Array.of(1, 2, 3))).toMatchObject({ reason: 'too few resamples' });
});
