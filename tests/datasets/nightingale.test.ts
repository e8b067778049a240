import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseProgram } from '../../src/program/parse-program.ts';
import { runCopy } from '../support/run-program.ts';

const folder = join(import.meta.dirname, '../../datasets/nightingale');

/** Annual deaths per 1,000 from disease, wounds and other causes, as R's HistData::Nightingale gives them. */
const HISTDATA: [string, number, number, number][] = [
  ['1854-04-01', 1.4, 0, 7],
  ['1854-05-01', 6.2, 0, 4.6],
  ['1854-06-01', 4.7, 0, 2.5],
  ['1854-07-01', 150, 0, 9.6],
  ['1854-08-01', 328.5, 0.4, 11.9],
  ['1854-09-01', 312.2, 32.1, 27.7],
  ['1854-10-01', 197, 51.7, 50.1],
  ['1854-11-01', 340.6, 115.8, 42.8],
  ['1854-12-01', 631.5, 41.7, 48],
  ['1855-01-01', 1022.8, 30.7, 120],
  ['1855-02-01', 822.8, 16.3, 140.1],
  ['1855-03-01', 480.3, 12.8, 68.6],
  ['1855-04-01', 177.5, 17.9, 21.2],
  ['1855-05-01', 171.8, 16.6, 12.5],
  ['1855-06-01', 247.6, 64.5, 9.6],
  ['1855-07-01', 107.5, 37.7, 9.3],
  ['1855-08-01', 129.9, 44.1, 6.7],
  ['1855-09-01', 47.5, 69.4, 5],
  ['1855-10-01', 32.8, 13.6, 4.6],
  ['1855-11-01', 56.4, 10.5, 10.1],
  ['1855-12-01', 25.3, 5, 7.8],
  ['1856-01-01', 11.4, 0.5, 13],
  ['1856-02-01', 6.6, 0, 5.2],
  ['1856-03-01', 3.9, 0, 9.1],
];

test('deaths over man-years give the published annual rates', () => {
  const [head, ...rows] = readFileSync(join(folder, 'extracts/monthly_returns.csv'), 'utf8').trimEnd().split('\n');
  expect(head).toBe('period,army,deaths_disease,deaths_wounds,deaths_other');
  const rates = rows.map((row) => {
    const [period, army, ...deaths] = row.split(',');
    return [period, ...deaths.map((count) => Number(((Number(count) / (Number(army) / 12)) * 1000).toFixed(1)))];
  });
  expect(rates).toEqual(HISTDATA);
});

test('the program is valid and claims no money', () => {
  const text = readFileSync(join(folder, 'program.yaml'), 'utf8');
  const program = parseProgram(text, 'program.yaml', { kinds: ['army_return'], kpis: ['tally_rate'] });
  expect(program.kpis.map((kpi) => [kpi.id, kpi.per])).toEqual([
    ['disease', 1000],
    ['wounds', 1000],
    ['other-causes', 1000],
  ]);
  expect(program.benefits).toEqual([]);
});

test('the main job measures the published rates and does not make the claim', async () => {
  const results = await runCopy('datasets/nightingale');
  expect(results.inputs).toMatchObject([{ kind: 'army_return', records: 24, loaded: 24, rejected: 0, skipped: 0 }]);
  const rates = results.series.filter((cell) => cell.kpi === 'disease').map((cell) => [cell.period, cell.value]);
  expect(rates.map(([period, value]) => [period, Number((value as number).toFixed(1))])).toEqual(
    HISTDATA.map(([period, disease]) => [period, disease]),
  );
  // Welch's interval by hand: −262.198 ± t(11.013) · 106.153. It excludes zero: a before-and-after test would have signed.
  const disease = results.comparisons.find((comparison) => comparison.kpi === 'disease')!;
  expect(disease.naive?.low).toBeCloseTo(-495.805, 2);
  expect(disease.naive?.high).toBeCloseTo(-28.591, 2);
  expect(results.comparisons.map((comparison) => comparison.verdict)).toEqual(Array(3).fill('not demonstrated'));
});
