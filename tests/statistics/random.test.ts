import { expect, test } from 'vitest';
import { createRandom, randomFromState } from '../../src/statistics/random.ts';

test('the published stream of xoshiro128** from state 1, 2, 3, 4', () => {
  const random = randomFromState([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, random.uint32)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('a seed repeats itself, another one does not', () => {
  const draws = (seed: number) => Array.from({ length: 5 }, createRandom(seed).uint32);
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});

test('moments of many draws, within five standard errors', () => {
  const random = createRandom(20240701);
  const n = 40_000;
  const mean = (draw: () => number) => Array.from({ length: n }, draw).reduce((sum, value) => sum + value, 0) / n;
  expect(Math.abs(mean(random.uniform) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(mean(random.normal))).toBeLessThan(5 / Math.sqrt(n));
  expect(Math.abs(mean(() => random.normal() ** 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  expect(Math.abs(mean(() => (random.integer(3) === 2 ? 1 : 0)) - 1 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / n));
});

test('uniform numbers stay below one, whole ones below their bound', () => {
  const random = createRandom(1);
  for (let i = 0; i < 1000; i++) {
    expect(random.uniform()).toBeLessThan(1);
    expect(random.integer(7)).toBeLessThan(7);
  }
});
