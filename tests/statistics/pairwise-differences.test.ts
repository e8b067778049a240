import { expect, test } from 'vitest';
import { pairwiseDifference } from '../../src/statistics/pairwise-differences.ts';
import { createRandom } from '../../src/statistics/random.ts';

test('every rank of all differences laid out, ties and zeros among them', () => {
  const random = createRandom(11);
  const x = Float64Array.from({ length: 9 }, () => random.integer(6) / 7).sort();
  const y = Float64Array.from({ length: 13 }, () => random.integer(6) / 7).sort();
  const all = [...x].flatMap((a) => [...y].map((b) => b - a)).sort((a, b) => a - b);
  expect(all.map((_, i) => pairwiseDifference(x, y, i + 1))).toEqual(all);
});

test('two samples of many thousands', () => {
  const line = Float64Array.from({ length: 30_000 }, (_, i) => i);
  expect(
    pairwiseDifference(
      line,
      line.map((value) => value + 5),
      450_000_000,
    ),
  ).toBe(5);
});
