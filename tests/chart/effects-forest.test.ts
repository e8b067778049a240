import { expect, test } from 'vitest';
import { effectsForest, effectsForestName } from '../../src/chart/effects-forest.ts';
import { someResults } from '../support/results.ts';

const charts = effectsForest(someResults(), 'wide');
const named = (kpi: string) => charts.find(({ name }) => name === effectsForestName(kpi))!;

test('the title names every verdict with its units, good and bad alike', () => {
  expect(named('exam_report').title).toBe('Not demonstrated at Main Imaging; worsened at East Imaging');
});

test('a unit without an estimate has no row', () => {
  expect(named('outsourced_reads').title).toBe('Improved at Main Imaging');
});

test('the subtitle says which side is better, and nothing of sides where a band is best', () => {
  expect(named('stat_report').subtitle).toContain('left of zero is better');
  expect(named('utilization').subtitle).not.toContain('of zero is better');
});

test('effects on shares are in percentage points', () => {
  expect(named('stat_share').subtitle).toContain('percentage points');
  expect(JSON.stringify(named('stat_share').spec)).toContain('+0.4 (−0.7 to +1.5)');
});
