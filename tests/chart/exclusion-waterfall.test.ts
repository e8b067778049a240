import { expect, test } from 'vitest';
import type { Spec } from '../../src/chart/chart.ts';
import { exclusionWaterfall, exclusionWaterfallName } from '../../src/chart/exclusion-waterfall.ts';
import { someResults } from '../support/results.ts';

const charts = exclusionWaterfall(someResults(), 'wide');
const rowsOf = (of: 'extract' | 'kpi', id: string) => {
  const { spec } = charts.find(({ name }) => name === exclusionWaterfallName(of, id))!;
  const texts = (spec['layer'] as { mark: Spec; data: { values: Spec[] } }[]).find(
    (layer) => layer.mark['type'] === 'text',
  )!;
  return texts.data.values.map(({ name, count, from, to }) => [name, count, from, to]);
};

test('an extract: records less rejected, by reason, less skipped are loaded, over all its files', () => {
  // 20,075 + 81,233 + 64,120 records; 169 + 12 and 31 rejected; 794 skipped.
  expect(rowsOf('extract', 'imaging_events')).toEqual([
    ['records in the files', '165,428', 0, 165_428],
    ['rejected: negative-interval', '−181', 165_247, 165_428],
    ['rejected: bad-timestamp', '−31', 165_216, 165_247],
    ['left out as the program declares', '−794', 164_422, 165_216],
    ['loaded', '164,422', 0, 164_422],
  ]);
});

test('where a row broke several rules, the rejects are one step', () => {
  const results = someResults();
  results.inputs[0]!.rejects = { 'bad-timestamp': 150, 'negative-interval': 169 };
  const chart = exclusionWaterfall(results, 'wide').find(({ name }) => name.includes('imaging_events'))!;
  expect(JSON.stringify(chart.spec)).toContain('rejected by row rules');
  expect(JSON.stringify(chart.spec)).not.toContain('negative-interval');
});

test('a KPI: what each step leaves out, down to the observations', () => {
  expect(rowsOf('kpi', 'stat_report').map(([name, count]) => [name, count])).toEqual([
    ['candidate rows', '152,310'],
    ['cancelled or no-show', '−6,208'],
    ['final report before order', '−169'],
    ['before the first complete week', '−56'],
    ['observations that count', '145,877'],
  ]);
});

test('a share never reads 100 % while a row is missing', () => {
  const results = someResults();
  results.kpis[0]!.waterfall = [
    { step: 'candidate rows', n: 100_000 },
    { step: 'excluded', n: 99_999 },
  ];
  const chart = exclusionWaterfall(results, 'wide').find(
    ({ name }) => name === exclusionWaterfallName('kpi', 'stat_report'),
  )!;
  expect(chart.title).toBe('Imaging order to final report, STAT: all but 1 candidate rows count');
});
