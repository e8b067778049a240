import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generateRiverside } from '../../datasets/riverside/generate.ts';
import type { MeasuredKpi } from '../../src/kpi/kpi.ts';
import { openProgram } from '../../src/pipeline/open-program.ts';
import { loadProgram, measureProgram } from '../../src/pipeline/use-warehouse.ts';

/** How rows lie in files decides nothing: every KPI that ships, on a small Riverside whose files were cut and shuffled. */
const work = mkdtempSync(join(tmpdir(), 'realized-shape-'));
const whole = join(work, 'whole');
generateRiverside({ directory: whole, scale: 0.03, seed: 3 });
// Four months of the monthly exports are enough, and all that the others have.
for (const entry of readdirSync(join(whole, 'extracts'), { recursive: true, withFileTypes: true })) {
  const [, month] = /-(20\d\d-\d\d)\./.exec(entry.name) ?? [];
  if (month !== undefined && month > '2023-04' && !entry.name.endsWith('.ndjson'))
    rmSync(join(entry.parentPath, entry.name));
}
afterAll(() => rmSync(work, { recursive: true }));

async function measured(directory: string): Promise<{ records: number; kpis: MeasuredKpi[] }> {
  const open = await openProgram(directory, null);
  const options = { memoryLimit: '1GB', threads: 2, cache: null, progress: () => {} };
  const { inputs } = await loadProgram(open, options);
  const { measured: kpis } = await measureProgram(open, options);
  return { records: inputs.reduce((sum, input) => sum + input.records, 0), kpis };
}

/** Every plain CSV file of a copy, rewritten; a header that comes again and a total under the table are rows like others. */
function reshaped(name: string, change: (header: string, rows: string[]) => Record<string, string[]>): string {
  const directory = join(work, name);
  cpSync(whole, directory, { recursive: true, filter: (path) => !path.includes('.realized') });
  for (const entry of readdirSync(join(directory, 'extracts'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.csv')) continue;
    const path = join(entry.parentPath, entry.name);
    const [header, ...rows] = readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '') as [string, ...string[]];
    for (const [suffix, part] of Object.entries(change(header, rows))) {
      writeFileSync(path.replace(/\.csv$/, `${suffix}.csv`), [header, ...part, ''].join('\n'));
    }
  }
  return directory;
}

/** A fixed shuffle: by the digits that follow when the position is multiplied by a large odd number. */
function shuffled(rows: string[]): string[] {
  const place = new Map(rows.map((row, i) => [i, (Math.imul(i + 1, 2_654_435_761) >>> 0) + row.length / 1e6]));
  return rows
    .map((row, i) => ({ row, at: place.get(i)! }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

test('splitting files in two, and permuting rows and files, changes nothing that is measured', async () => {
  const expected = await measured(whole);
  expect(expected.kpis.length).toBeGreaterThan(80);
  expect(expected.kpis.filter(({ series }) => series.length > 0).length).toBeGreaterThan(75);

  // The later part comes first by its name.
  const directory = reshaped('reshaped', (_, rows) => {
    const middle = Math.floor(rows.length / 3);
    return { '': shuffled(rows.slice(middle)), '-b': shuffled(rows.slice(0, middle)) };
  });
  // Its glob is one name, which would miss the second part.
  const program = readFileSync(join(directory, 'program.yaml'), 'utf8');
  writeFileSync(join(directory, 'program.yaml'), program.replaceAll('agreed-windows.csv', 'agreed-windows*.csv'));
  expect(await measured(directory)).toEqual(expected);
}, 900_000);
