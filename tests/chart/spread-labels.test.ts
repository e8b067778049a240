import { expect, test } from 'vitest';
import { spreadLabels } from '../../src/chart/spread-labels.ts';

test('labels far enough apart stay where they are, highest first', () => {
  const labels = [
    { y: 2, label: 'low' },
    { y: 8, label: 'high' },
  ];
  expect(spreadLabels(labels, [0, 10], 100, 20)).toEqual([
    { y: 8, label: 'high' },
    { y: 2, label: 'low' },
  ]);
});

test('labels at one level part evenly around it', () => {
  const labels = [
    { y: 5, label: 'a' },
    { y: 5, label: 'b' },
  ];
  expect(spreadLabels(labels, [0, 10], 100, 20).map(({ y }) => y)).toEqual([6, 4]);
});

test('a block that grows into its neighbour takes it in', () => {
  // 5, 5 and 3.5 with gaps of 2: one block around their mean 4.5.
  const labels = [5, 5, 3.5].map((y, i) => ({ y, label: String(i) }));
  expect(spreadLabels(labels, [0, 10], 100, 20).map(({ y }) => y)).toEqual([6.5, 4.5, 2.5]);
});
