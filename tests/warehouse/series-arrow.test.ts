import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { seriesArrow } from '../../src/warehouse/series-arrow.ts';

const row = {
  kpi: 'stat',
  statistic: 'median',
  adjustment: 'crude',
  unit: 'main/imaging',
  period: '2024-01-01',
  n: 412,
  value: 64.5,
  numerator: null,
  denominator: null,
  phase: 'baseline',
};

test('keeps every cell, nulls included', () => {
  const rows = [row, { ...row, period: '2024-01-08', value: null, n: 0 }];
  const table = tableFromIPC(seriesArrow(rows));
  expect(table.numRows).toBe(2);
  const read = [...table].map((r) => r.toJSON());
  expect(read[0]).toMatchObject({ kpi: 'stat', unit: 'main/imaging', n: 412, value: 64.5, numerator: null });
  expect(new Date(Number(read[1]!['period'])).toISOString().slice(0, 10)).toBe('2024-01-08');
  expect(read[1]).toMatchObject({ value: null, n: 0 });
});

test('writes the same bytes each time', () => {
  expect(Buffer.from(seriesArrow([row])).equals(Buffer.from(seriesArrow([row])))).toBe(true);
});

test('writes a table for no series', () => {
  expect(tableFromIPC(seriesArrow([])).numRows).toBe(0);
});
