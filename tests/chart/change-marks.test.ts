import { expect, test } from 'vitest';
import { placeNumbers } from '../../src/chart/change-marks.ts';

// A hundred days on a hundred pixels.
const placed = (...changes: [id: string, date: string][]) =>
  placeNumbers(
    changes.map(([id, date]) => ({ id, date })),
    '2024-01-01',
    '2024-04-10',
    100,
  );

test('numbers far apart stand at the foot, right of their rules', () => {
  expect(placed(['C-1', '2024-01-11'], ['C-2', '2024-02-20'])).toEqual([
    { id: 'C-1', date: '2024-01-11', line: 0, align: 'left' },
    { id: 'C-2', date: '2024-02-20', line: 0, align: 'left' },
  ]);
});

test('a number that would lie on the one before stands a line higher; the next one has the foot again', () => {
  const lines = placed(['C-2', '2024-01-13'], ['C-1', '2024-01-11'], ['C-3', '2024-02-20']).map(({ line }) => line);
  expect(lines).toEqual([0, 1, 0]);
});

test('a number that would leave the plot stands left of its rule', () => {
  expect(placed(['C-1', '2024-04-05'])[0]!.align).toBe('right');
});

test('a long number is cut, and what has no line left has none', () => {
  const crowd = ['a', 'b', 'c', 'd', 'e'].map((id) => [id.repeat(40), '2024-01-11'] as [string, string]);
  expect(placed(...crowd).map(({ id, line }) => [id, line])).toEqual([
    ['aaaaaaaaaaa…', 0],
    ['bbbbbbbbbbb…', 1],
    ['ccccccccccc…', 2],
    ['ddddddddddd…', 3],
  ]);
});
