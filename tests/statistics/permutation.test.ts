import { expect, test } from 'vitest';
import { countAssignments, permutationP } from '../../src/statistics/permutation.ts';
import { createRandom } from '../../src/statistics/random.ts';
import { answer } from '../support/relative.ts';

const values = [9, 10, 1, 2, 3, 4, 5, 6, 7, 8];
const difference = (labels: readonly number[]) => {
  const sums = [0, 0];
  const counts = [0, 0];
  labels.forEach((label, i) => {
    sums[label]! += values[i]!;
    counts[label]!++;
  });
  return sums[1]! / counts[1]! - sums[0]! / counts[0]!;
};

test('two of ten by hand: the largest pair and the smallest, of 45', () => {
  const result = answer(permutationP([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], difference, createRandom(1)));
  expect(result).toEqual({ kind: 'permutation', p: 2 / 45, assignments: 45, exhaustive: true });
});

test('too few possible assignments give no p', () => {
  expect(permutationP([1, 0, 0, 0], difference, createRandom(1))).toEqual({
    kind: 'inconclusive',
    reason: 'fewer than 40 possible assignments',
    n: 4,
    required: 40,
  });
});

test('many assignments are sampled, the actual one among them', () => {
  const labels = Array.from({ length: 24 }, (_, i) => (i < 12 ? 1 : 0));
  const result = answer(permutationP(labels, (order) => order.indexOf(0), createRandom(4)));
  expect(result).toMatchObject({ assignments: 10_000, exhaustive: false });
  expect(result.p).toBeGreaterThanOrEqual(1 / 10_000);
  expect(result.p).toBeLessThan(0.001);
});

test('orders of a multiset', () => {
  expect([countAssignments([1, 1, 0, 0]), countAssignments([1, 2, 3, 3, 0]), countAssignments([])]).toEqual([6, 60, 1]);
});
