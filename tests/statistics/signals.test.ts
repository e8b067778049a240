import { expect, test } from 'vitest';
import { detectSignals, SIGNAL_RULES } from '../../src/statistics/signals.ts';

const limits = { center: 0, sigma: 1, lower: -3, upper: 3 };
const named = (values: number[], within = limits) =>
  detectSignals(values, within).map(({ index, rule, side }) => `${index} ${rule} ${side}`);

test('outside limits, not on them', () => {
  expect(named([3, 0, 0, 3.1, 0, -3, 0, 0, -3.1])).toEqual(['3 outside limits high', '8 outside limits low']);
});

test('seven on one side: every point of the run, not six', () => {
  expect(named([-1, 1, 2, 1, 2, 1, 2, -1])).toEqual([]);
  expect(named([-1, 1, 2, 1, 2, 1, 2, 1, -1])).toEqual([1, 2, 3, 4, 5, 6, 7].map((i) => `${i} seven on one side high`));
});

test('a value on the centre breaks a run', () => {
  expect(named([1, 2, 1, 0, 2, 1, 2, 1])).toEqual([]);
});

test('seven successive points that rise or fall, equal neighbours break it', () => {
  const falling = [1.5, 1, 0.5, 0.2, -0.2, -0.5, -1];
  expect(named(falling)).toEqual(falling.map((_, i) => `${i} seven in a row low`));
  expect(named(falling.slice(1))).toEqual([]);
  expect(named([1.5, 1, 0.5, 0.5, 0.2, -0.2, -0.5, -1])).toEqual([]);
});

test('two of three beyond two sigma, on the same side', () => {
  const rule = 'two of three beyond two sigma';
  expect(named([2.5, 0, 2.1])).toEqual([`0 ${rule} high`, `2 ${rule} high`]);
  expect(named([2.5, 0, -2.1, 0])).toEqual([]);
  expect(named([2.5, 0, 0.1, 2.5])).toEqual([]);
  expect(named([2, 0, 2])).toEqual([]);
});

test('a point is named once, by the first rule', () => {
  expect(named([2.5, 3.5])).toEqual(['0 two of three beyond two sigma high', '1 outside limits high']);
});

test('limits may differ by point, or be absent', () => {
  const varying = { center: 0, sigma: [1, 2], lower: null, upper: [3, 6] };
  expect(detectSignals([4, 4], varying).map(({ index }) => index)).toEqual([0]);
  expect(detectSignals([-9, 1], varying)).toEqual([]);
});

test('short series have no runs', () => {
  expect(detectSignals([], limits)).toEqual([]);
  expect(named([1])).toEqual([]);
  expect(SIGNAL_RULES).toHaveLength(4);
});
