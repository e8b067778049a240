import { expect, test } from 'vitest';
import type { Statistic } from '../../src/kpi/kpi.ts';
import { quantityUnit } from '../../src/valuation/quantity-unit.ts';

const unitOf = (unit: string, statistic: Statistic, per: string) => quantityUnit({ entry: 'k', unit, statistic }, per);

test('time converts', () => {
  expect(unitOf('minutes', 'median', 'minute')).toEqual({ unit: 'minute', factor: 1 });
  expect(unitOf('minutes', 'mean', 'hours')).toEqual({ unit: 'hour', factor: 1 / 60 });
  expect(unitOf('overtime hours', 'total', 'hour')).toEqual({ unit: 'hour', factor: 1 });
  expect(unitOf('hours per month', 'total', 'minute')).toEqual({ unit: 'minute', factor: 60 });
});

test('counts are counted in their own noun', () => {
  expect(unitOf('reads', 'total', 'read')).toEqual({ unit: 'read', factor: 1 });
  expect(unitOf('1', 'proportion', 'late result')).toEqual({ unit: 'late result', factor: 1 });
  expect(unitOf('deaths per 1,000 man-years', 'rate', 'death')).toEqual({ unit: 'death', factor: 1 });
  expect(unitOf('studies', 'total', 'study')).toEqual({ unit: 'study', factor: 1 });
});

test('what does not fit is refused with what to write', () => {
  expect(unitOf('minutes', 'mean', 'read')).toMatchObject({ hint: 'write per: minute, or hour' });
  expect(unitOf('reads', 'total', 'minute')).toMatchObject({ hint: 'write per: read' });
  expect(unitOf('1', 'ratio', 'minute')).toMatchObject({ hint: 'write what is counted, such as per: test' });
});
