import { expect, test } from 'vitest';
import {
  binomial,
  lognormal,
  normal,
  poisson,
  randomSource,
  scramble,
} from '../../../datasets/riverside/random-source.ts';
import { normalQuantile } from '../../../src/statistics/normal.ts';

const N = 20_000;

test('normal is the quantile function, in the middle and in both tails', () => {
  for (const p of [1e-9, 1e-4, 0.02, 0.074, 0.2, 0.5, 0.7, 0.93, 0.999, 1 - 1e-9]) {
    expect(normal(p)).toBeCloseTo(normalQuantile(p), 5);
  }
});

test('a stream is uniform, repeats with its seed and label, and shares nothing with its neighbours', () => {
  const stream = (seed: number, label: string) => Array.from({ length: N }, randomSource(seed, label));
  const values = stream(1, 'exams/main');
  expect(mean(values)).toBeCloseTo(0.5, 2);
  expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  expect(stream(1, 'exams/main')).toEqual(values);
  for (const other of [stream(2, 'exams/main'), stream(1, 'exams/east')]) {
    expect(Math.abs(mean(values.map((value, i) => (value - 0.5) * (other[i]! - 0.5)))) * 12).toBeLessThan(0.03);
  }
});

test('lognormal, Poisson and binomial numbers have the mean they are asked for', () => {
  const random = randomSource(7, 'means');
  expect(mean(repeat(() => lognormal(60, 0.5, random()))) / 60).toBeCloseTo(1, 1);
  for (const rate of [0.3, 8, 300]) {
    const counts = repeat(() => poisson(rate, random));
    expect(mean(counts) / rate).toBeCloseTo(1, 1);
    expect(mean(counts.map((count) => (count - rate) ** 2)) / rate).toBeCloseTo(1, 1);
  }
  for (const trials of [20, 420])
    expect(mean(repeat(() => binomial(trials, 0.1, random))) / trials).toBeCloseTo(0.1, 2);
});

test('scrambled counts are all different', () => {
  expect(new Set(Array.from({ length: N }, (_, i) => scramble(i))).size).toBe(N);
});

function repeat(draw: () => number): number[] {
  return Array.from({ length: N }, draw);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
