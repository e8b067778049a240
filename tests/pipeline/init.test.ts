import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { init } from '../../src/pipeline/init.ts';
import { parseProgram } from '../../src/program/parse-program.ts';
import { readCosts } from '../../src/valuation/read-costs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'realized-init-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the starter is a valid program', async () => {
  const files = await init(join(folder, 'new', 'program'));
  expect(files).toEqual(['.gitignore', 'changes.csv', 'costs.csv', 'extracts/README.md', 'program.yaml']);
  const text = await readFile(join(folder, 'new', 'program', 'program.yaml'), 'utf8');
  const program = parseProgram(text, 'program.yaml', {
    kinds: ['imaging_exam'],
    kpis: ['imaging_order_to_report_stat', 'imaging_stat_share', 'imaging_outsourced_reads'],
  });
  expect(program.deployments[0]?.comparators).toEqual(['west/imaging']);
  const costs = await readFile(join(folder, 'new', 'program', program.costs!), 'utf8');
  expect(readCosts(costs, program.costs!, program)).toEqual([]);
});

test('the cache, the identifier key and patient rows stay out of a repository', async () => {
  await init(folder);
  const ignored = (await readFile(join(folder, '.gitignore'), 'utf8')).split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.realized/', 'identifier.key', 'extracts/*']));
});

test('files that are there are left as they are', async () => {
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await init(folder);
  expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe('mine');

  await writeFile(join(folder, 'program.yaml'), 'mine too');
  await expect(init(folder)).rejects.toMatchObject({ code: 'usage.invalid', exitCode: 2 });
  expect(await readFile(join(folder, 'program.yaml'), 'utf8')).toBe('mine too');
});

test('one file in the way stops it before anything is written', async () => {
  await writeFile(join(folder, 'program.yaml'), 'mine');
  await expect(init(folder)).rejects.toThrow('program.yaml» is there already');
  await expect(readFile(join(folder, '.gitignore'))).rejects.toThrow('ENOENT');
});
