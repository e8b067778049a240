import { expect, test } from 'vitest';
import type { ResolvedKpi, Statistic } from '../../src/kpi/kpi.ts';
import { cellValue } from '../../src/warehouse/cell-value.ts';
import type { SummedCell } from '../../src/warehouse/sum-cells.ts';

const kpi = { per: 1000 } as ResolvedKpi;
const cell = { counted: 4, open: 0, competing: 0, numerator: 6, denominator: 12, restricted: null } as SummedCell;

test.each<[Statistic, object]>([
  ['proportion', { value: 0.5, numerator: 6, denominator: 12, volume: 12 }],
  ['ratio', { value: 0.5, numerator: 6, denominator: 12, volume: 12 }],
  ['rate', { value: 500, numerator: 6, denominator: 12, volume: 0.012 }],
  ['total', { value: 6, numerator: 6, denominator: null, volume: 1 }],
  ['mean', { value: 1.5, numerator: 6, denominator: 4, volume: 4 }],
  ['median', { value: 2.5, numerator: null, denominator: null, volume: 4 }],
])('%s', (statistic, expected) => {
  expect(cellValue(kpi, statistic, cell, statistic === 'median' ? 2.5 : null)).toEqual(expected);
});

test('nothing to divide by is no value, never 0', () => {
  expect(cellValue(kpi, 'ratio', { ...cell, numerator: 0, denominator: 0 }, null)).toEqual({
    ...{ value: null, numerator: 0, denominator: 0, volume: 0 },
    reason: 'nothing to divide by',
  });
});

test('open items: the mean is restricted, or has no value', () => {
  expect(cellValue(kpi, 'mean', { ...cell, open: 1, restricted: 5 }, null)).toMatchObject({
    value: 1.25,
    numerator: 5,
  });
  expect(cellValue(kpi, 'mean', { ...cell, open: 1 }, null)).toEqual({
    ...{ value: null, numerator: null, denominator: null, volume: 4 },
    reason: 'items are open and no maturity bounds them',
  });
  expect(cellValue(kpi, 'p90', { ...cell, open: 1 }, null)).toMatchObject({
    value: null,
    reason: 'not reached: too many items are still open',
  });
});

test('competing outcomes leave means without a value, percentiles of all items and sums as they are', () => {
  const competing = { ...cell, competing: 1, restricted: 5 };
  expect(cellValue(kpi, 'median', competing, 2)).toMatchObject({ value: 2, volume: 4 });
  expect(cellValue(kpi, 'median', competing, null)).toMatchObject({
    value: null,
    reason: 'not reached: too many items ended otherwise, or are still open',
  });
  expect(cellValue(kpi, 'mean', competing, null)).toMatchObject({
    value: null,
    reason: 'some items ended otherwise: they have no time to the event',
  });
  expect(cellValue(kpi, 'proportion', competing, null)).toMatchObject({ value: 0.5 });
});
