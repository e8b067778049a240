import { expect, test } from 'vitest';
import { segmentedDesign } from '../../src/baseline/segmented-design.ts';
import { differenceFrom, rowsIn, timelineOf } from '../../src/baseline/timeline.ts';
import { seriesOf, windowsAround } from '../support/series.ts';

test('time keeps counting across gaps, stabilization and undefined values', () => {
  const series = seriesOf([10, null, 12, 13, 14, 15]);
  series.cells[2]!.value = null; // week 3
  series.cells[2]!.reason = 'not reached';
  const { rows, goLive, postStart, undefinedCells } = timelineOf(series, windowsAround(3, 1));
  expect(rows.map(({ t, phase, value }) => [t, phase, value])).toEqual([
    [0, 'baseline', 10],
    [2, 'baseline', 12],
    [4, 'post', 14],
    [5, 'post', 15],
  ]);
  expect([goLive, postStart]).toEqual([3, 4]);
  expect(undefinedCells).toEqual([{ period: '2020-01-27', reason: 'not reached' }]);
});

test('a difference keeps only periods that every comparator has in the same window', () => {
  const windows = windowsAround(3);
  const own = timelineOf(seriesOf([10, 11, 12, 13, 14, 15]), windows);
  const west = timelineOf(seriesOf([1, 2, 3, 4, null, 6]), windows);
  const north = timelineOf(seriesOf([3, null, 5, 6, 7, 8]), windows);
  expect(differenceFrom(own, [west, north]).rows.map(({ t, value }) => [t, value])).toEqual([
    [0, 8],
    [2, 8],
    [3, 8],
    [5, 8],
  ]);
  expect(rowsIn(own, 'post').map(({ t }) => t)).toEqual([3, 4, 5]);
});

test('the segmented design, column by column', () => {
  const months = { length: 'month' as const, first: '2020-01-01' };
  const { rows, postStart } = timelineOf(seriesOf([1, 2, 3, 4, 5, 6], months), windowsAround(3, 1, months));
  const { terms, columns } = segmentedDesign(
    rows,
    { trend: true, change: 'level and slope', season: true, weekday: false },
    postStart,
    'month',
  );
  const column = (name: string) => [...columns[terms.map(String).indexOf(name)]!];
  expect(terms).toEqual(['intercept', 'trend', 'level', 'slope', 'annual sine', 'annual cosine']);
  expect(column('trend')).toEqual([-4, -3, -2, -1, 0, 1]);
  expect(column('level')).toEqual([0, 0, 0, 0, 1, 1]); // the stabilization month keeps its counterfactual
  expect(column('slope')).toEqual([0, 0, 0, 0, 0, 1]);
  expect(column('annual sine')[3]).toBeCloseTo(1, 12); // a quarter of a year after the first month
});

test('weekday terms stand for the weekdays that occur, less one', () => {
  const days = { length: 'day' as const, first: '2024-07-01' }; // a Monday
  const workdays = [1, 2, 3, 4, 5, null, null, 1, 2, 3, 4, 5];
  const { rows, postStart } = timelineOf(seriesOf(workdays, days), windowsAround(7, 0, days));
  const { terms, columns } = segmentedDesign(
    rows,
    { trend: false, change: 'level', season: false, weekday: true },
    postStart,
    'day',
  );
  expect(terms).toEqual(['intercept', 'level', 'weekday 2', 'weekday 3', 'weekday 4', 'weekday 5']);
  expect([...columns[2]!]).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
});
