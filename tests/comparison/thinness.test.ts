import { expect, test } from 'vitest';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { thinness } from '../../src/comparison/thinness.ts';
import { seriesOf, windowsAround } from '../support/series.ts';

const values = (n: number) => Array.from({ length: n }, (_, i) => 10 + (i % 3));

test('eight periods a side are the least', () => {
  const at = (baseline: number, post: number) =>
    thinness(timelineOf(seriesOf(values(baseline + post)), windowsAround(baseline)), 'mean');
  expect(at(8, 8)).toBeNull();
  expect(at(7, 20)).toBe('only 7 baseline periods have a value; 8 are needed');
  expect(at(20, 1)).toBe('only 1 post period has a value; 8 are needed');
  expect(at(20, 0)).toBe('no post periods have a value; 8 are needed');
});

test('periods whose percentile is not reached do not count, and are named', () => {
  const series = seriesOf(values(20));
  for (const cell of series.cells.slice(10, 14)) Object.assign(cell, { value: null, reason: 'not reached' });
  expect(thinness(timelineOf(series, windowsAround(10)), 'p90')).toBe(
    'only 6 post periods have a value; 8 are needed (4 more have none: not reached)',
  );
});

test('items are counted where the value is estimated from them', () => {
  const timeline = timelineOf(seriesOf(values(20), { n: 4 }), windowsAround(10));
  expect(thinness(timeline, 'median')).toBe(
    'a typical baseline period holds fewer than the 10 items needed to estimate a median',
  );
  for (const statistic of ['total', 'rate', 'ratio'] as const) expect(thinness(timeline, statistic)).toBeNull();
});

test('a proportion counts its denominator: one row of a tally may stand for thousands', () => {
  const tally = seriesOf(values(20), { n: 1 });
  for (const cell of tally.cells) Object.assign(cell, { numerator: 300, denominator: 4000 });
  expect(thinness(timelineOf(tally, windowsAround(10)), 'proportion')).toBeNull();
  for (const cell of tally.cells) Object.assign(cell, { denominator: 6 });
  expect(thinness(timelineOf(tally, windowsAround(10)), 'proportion')).toContain('fewer than the 10 items');
});
