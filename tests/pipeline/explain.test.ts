import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, figuresOf } from '../../src/pipeline/explain.ts';
import { explainRows } from '../../src/pipeline/explain-rows.ts';
import { explainSql, spanOf } from '../../src/pipeline/explain-sql.ts';
import { run } from '../../src/pipeline/run.ts';
import { seal } from '../../src/pipeline/seal.ts';
import { seriesReference } from '../../src/results/ancestry.ts';
import type { Results } from '../../src/results/schema.ts';

const root = mkdtempSync(join(tmpdir(), 'explain-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
const CELL = 'series:disease/rate/army-in-the-east/1855-01-01';
let report: string;
let results: Results;

beforeAll(async () => {
  cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
  await seal({ ...work, what: 'protocol', reason: null, asOf: null });
  ({ results, folder: report } = await run({ ...work, asOf: null, out: join(root, 'reports') }));
});
afterAll(() => rmSync(root, { recursive: true }));

const asked = (written: string) => ({ directory, report, written });

/** Runs printed statements as a shell would: one connection of its own over the cache, which is opened for reading. */
async function inShell(statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(join(directory, '.realized/warehouse.duckdb'), {
    access_mode: 'READ_ONLY',
  });
  const connection = await instance.connect();
  try {
    for (const statement of statements.slice(0, -1)) await connection.run(statement);
    return (await connection.runAndReadAll(statements.at(-1)!)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('explain', () => {
  test('a cell leads to its KPI file, its parameters, its rows and the hash of its extract', async () => {
    const { text, notes } = await explain(asked(CELL));
    // Nightingale's return for January 1855: 2,761 deaths from disease among 32,393 men, times 12,000.
    expect(text).toContain(`${CELL}  1022.8135708`);
    expect(text).toContain('kpi/tally_rate.sql with the SHA-256 ');
    expect(text).toContain('parameters: measure disease');
    expect(text).toMatch(/rows: candidate rows \d+ → observations \d+/);
    expect(text).toContain(`file:${results.inputs[0]!.sha256}  extracts/monthly_returns.csv: 24 of 24 records loaded`);
    expect(notes).toEqual([]);
  });

  test('a figure leads to figures, and each of them can be asked for', async () => {
    const figures = await figuresOf({ directory, report });
    expect(Object.keys(figures)).toEqual(Object.keys(results.figures));
    for (const id of Object.keys(figures)) expect((await explain(asked(id))).ancestor.reference).toBe(`figure:${id}`);
  });

  test('an unknown id is answered with the nearest ones', async () => {
    const wrong = explain(asked('sanitary-commission.wounds.army-in-the-east.rate.avrage'));
    await expect(wrong).rejects.toMatchObject({ code: 'figure.unknown', exitCode: 2 });
    await expect(wrong).rejects.toThrow(/«sanitary-commission.wounds.army-in-the-east.rate.avrage»/);
    const { data } = (await wrong.catch((error) => error)) as { data: { near: string[] } };
    expect(data.near[0]).toBe('sanitary-commission.wounds.army-in-the-east.rate.average');
    await expect(explain(asked(CELL.replace('1855-01', '1855-13')))).rejects.toMatchObject({ code: 'figure.unknown' });
  });

  test('the printed statements give every cell again, in a shell', async () => {
    for (const kpi of results.kpis) {
      const series = await explainSql(asked(`kpi:${kpi.id}`));
      expect(series.length).toBe(new Set(results.series.filter((cell) => cell.kpi === kpi.id).map((c) => c.unit)).size);
      for (const { statements } of series) {
        const rows = await inShell(statements);
        for (const cell of results.series.filter((one) => one.kpi === kpi.id)) {
          expect(rows.find(({ period }) => period === cell.period)).toMatchObject({
            n: String(cell.n),
            value: cell.value,
          });
        }
      }
    }
    const [one] = await explainSql(asked(CELL));
    expect(await inShell(one!.statements)).toEqual([
      { period: '1855-01-01', n: '1', value: results.series.find((cell) => seriesReference(cell) === CELL)!.value },
    ]);
  });

  test('the rows behind a cell', async () => {
    expect(await explainRows(asked(CELL), 5)).toMatchObject([{ numerator: 2761, excluded: null }]);
    await expect(explainRows(asked('kpi:disease'), 5)).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  test('a program changed since does not change what an unsealed report was measured with', async () => {
    const own = join(root, 'own');
    cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), own, { recursive: true });
    const { folder } = await run({ ...work, directory: own, asOf: null, out: join(root, 'unsealed') });
    const before = await explainSql({ directory: own, report: folder, written: CELL });
    const yaml = join(own, 'program.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('measure: disease', 'measure: wounds'));
    expect(await explainSql({ directory: own, report: folder, written: CELL })).toEqual(before);
    expect(before[0]!.statements.at(-1)).toContain("'disease'");
    rmSync(yaml);
    const rows = await explainRows({ directory: own, report: folder, written: CELL }, 5);
    expect(rows).toMatchObject([{ numerator: 2761 }]);
  });

  test('a cache that is not the report’s is refused by name', async () => {
    await run({ ...work, asOf: '1855-12-31', out: join(root, 'other') });
    await expect(explainSql(asked(CELL))).rejects.toMatchObject({ code: 'cache.other' });
    expect((await explain(asked(CELL))).text).toContain('tally_rate');
    await run({ ...work, asOf: null, out: join(root, 'other') });
    expect((await explainSql(asked(CELL)))[0]!.statements.length).toBeGreaterThan(0);
  });

  test('results that were changed are not explained', async () => {
    const path = join(report, 'results.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"n": 1,', '"n": 2,'));
    try {
      await expect(explain(asked(CELL))).rejects.toMatchObject({ code: 'report.changed', exitCode: 3 });
    } finally {
      writeFileSync(path, text);
    }
  });
});

test('a reference of a standardised series says so behind its statistic', () => {
  expect(spanOf('series:stat_report/median.standardised/main%2Fimaging/2024-07-01…2024-09-23')).toEqual({
    ...{ kpi: 'stat_report', statistic: 'median', unit: 'main/imaging', from: '2024-07-01', to: '2024-09-23' },
  });
});
