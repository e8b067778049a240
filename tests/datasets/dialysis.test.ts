import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkCatalogue } from '../../src/pipeline/check-catalogue.ts';
import { run } from '../../src/pipeline/run.ts';
import type { Results } from '../../src/results/schema.ts';
import { untoldInGerman } from '../support/untold.ts';

const root = resolve(import.meta.dirname, '../..');

/** The worked example of docs/adding-an-extract.md and docs/adding-a-kpi.md, run as it stands. */
describe('the dialysis unit', () => {
  let results: Results;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'realized-dialysis-'));
    const directory = join(folder, 'dialysis');
    cpSync(join(root, 'datasets/dialysis'), directory, { recursive: true });
    const options = { memoryLimit: '1GB', threads: 1, cache: null, progress: () => {} };
    ({ results } = await run({ directory, asOf: null, out: join(folder, 'reports'), ...options }));
  });

  const weeks = (kpi: string) =>
    results.series
      .filter((cell) => cell.kpi === kpi && cell.adjustment === 'crude')
      .map(({ period, n, value }) => [period, n, Number(value!.toFixed(4))]);

  test('its own KPIs keep their own words in a German report, and everything around them is German', () => {
    expect(untoldInGerman(results)).toEqual([]);
  });

  test('starts on time: one of three a week, two from go-live on', () => {
    // Late by 5, 20 and 35 minutes, from 4 March on by 5, 10 and 20; on 17 January nobody came.
    expect(weeks('on_time')).toEqual([
      ['2024-01-01', 3, 0.3333],
      ['2024-01-08', 3, 0.3333],
      ['2024-01-15', 2, 0.5],
      ['2024-01-22', 3, 0.3333],
      ['2024-01-29', 3, 0.3333],
      ['2024-02-05', 3, 0.3333],
      ['2024-02-12', 3, 0.3333],
      ['2024-02-19', 3, 0.3333],
      ['2024-02-26', 3, 0.3333],
      ['2024-03-04', 3, 0.6667],
      ['2024-03-11', 3, 0.6667],
      ['2024-03-18', 3, 0.6667],
    ]);
  });

  test('delivers 675 of 720 prescribed minutes, 705 from go-live on', () => {
    const found = new Map(weeks('delivered').map(([period, n, value]) => [period, [n, value]]));
    expect(found.get('2024-01-01')).toEqual([3, 0.9375]); // (230 + 225 + 220) / 720
    expect(found.get('2024-01-15')).toEqual([2, 0.9375]); // missed on Wednesday: (230 + 220) / 480
    expect(found.get('2024-02-05')).toEqual([2, 0.9479]); // taken off before connected on Friday: (230 + 225) / 480
    expect(found.get('2024-02-19')).toEqual([2, 0.9271]); // no end on Monday: (225 + 220) / 480
    expect(found.get('2024-03-11')).toEqual([3, 0.9792]); // (240 + 235 + 230) / 720
  });

  test('shows what did not count, and gives no verdict on twelve weeks', () => {
    expect(results.kpis.find(({ id }) => id === 'delivered')!.waterfall).toEqual([
      { step: 'candidate rows', n: 36 },
      { step: 'missed', n: 35 },
      { step: 'negative interval', n: 34 },
      { step: 'start or end not recorded', n: 33 },
      { step: 'observations', n: 33 },
    ]);
    expect(new Set(results.comparisons.map(({ verdict }) => verdict))).toEqual(new Set(['insufficient data']));
  });
});

describe('the pages that explain it', () => {
  const pages = ['adding-an-extract.md', 'adding-a-kpi.md'].map((name) => [
    name,
    readFileSync(join(root, 'docs', name), 'utf8'),
  ]);

  test.each(pages)('%s shows the files as they are', (_, page) => {
    const shown = [...page!.matchAll(/^`(datasets\/dialysis\/[^`]+)`\n```\w+\n([\s\S]*?)```$/gm)];
    expect(shown.length).toBeGreaterThan(1);
    for (const [, file, text] of shown) expect(text, file).toBe(readFileSync(join(root, file!), 'utf8'));
    const parts = [...page!.matchAll(/^Part of `(.*?)`:\n```yaml\n([\s\S]*?)```$/gm)];
    for (const [, file, text] of parts) expect(readFileSync(join(root, file!), 'utf8')).toContain(text!);
  });

  test('its own files run on sample rows, without a program', async () => {
    const { tables, kpis, findings } = await checkCatalogue(join(root, 'datasets/dialysis'));
    expect(tables).toEqual([
      { name: 'stg_dialysis_session', rows: 40 },
      { name: 'fct_dialysis_session', rows: 40 },
    ]);
    expect(kpis.map(({ id, candidates }) => [id, candidates])).toEqual([
      ['dialysis_start_on_time', 40],
      ['dialysis_time_delivered', 40],
    ]);
    expect(kpis.every(({ counted }) => counted > 0)).toBe(true);
    expect(findings).toEqual([]);
  });
});
