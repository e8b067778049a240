import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProgramProblem, RealizedError } from '../../src/errors.ts';
import { readCatalogue } from '../../src/pipeline/catalogue.ts';
import { temporaryFolder, write } from '../support/load.ts';

const sql = join(import.meta.dirname, '../../sql');

async function problemsOf(files: Record<string, string>): Promise<ProgramProblem[]> {
  const folder = temporaryFolder();
  write(folder, files);
  try {
    await readCatalogue(folder);
  } catch (error) {
    return (error as RealizedError<'program.invalid'>).data.problems as ProgramProblem[];
  }
  return [];
}

const contract = 'kind: ping\ntitle: Pings\nfields:\n  - { name: at, type: datetime }\n';
const staging = '/*\ngrain: one ping\n*/\nselect at from landed_ping';

test('what ships: every file of sql/, by name', async () => {
  const { macros, contracts, staging, marts, kpis } = await readCatalogue(null);
  const names = (folder: string) => readdirSync(join(sql, folder)).map((name) => name.replace(/\.(sql|yaml)$/, ''));
  expect(macros.map(({ name }) => name)).toEqual(names('macros').sort());
  expect(contracts.map(({ kind }) => kind)).toEqual(names('contract').sort());
  expect(staging.map(({ name }) => name)).toEqual(names('staging').sort());
  expect(marts.map(({ name }) => name)).toEqual(names('marts').sort());
  expect(kpis.map(({ id }) => id)).toEqual(names('kpi').sort());
  expect(marts[0]).toMatchObject({ file: `sql/marts/${marts[0]!.name}.sql`, sql: expect.stringContaining('select') });
});

test('a program folder adds its own', async () => {
  const folder = temporaryFolder();
  write(folder, { 'contract/ping.yaml': contract, 'staging/stg_ping.sql': staging, 'marts/fct_ping.sql': 'select 1' });
  const catalogue = await readCatalogue(folder);
  expect(catalogue.contracts.map(({ kind }) => kind)).toContain('ping');
  expect(catalogue.staging.find(({ name }) => name === 'stg_ping')).toMatchObject({ file: 'staging/stg_ping.sql' });
  expect(catalogue.marts.find(({ name }) => name === 'fct_ping')).toMatchObject({ file: 'marts/fct_ping.sql' });
});

test('a shipped name is refused', async () => {
  expect(await problemsOf({ 'marts/fct_tally.sql': 'select 1' })).toEqual([
    {
      ...{ file: 'marts/fct_tally.sql', line: 1, column: 1, message: '«fct_tally» ships with the product' },
      hint: 'choose a new name; what ships is not replaced',
    },
  ]);
});

test('the problems of every file come at once', async () => {
  const problems = await problemsOf({ 'contract/ping.yaml': 'kind: Ping', 'kpi/own.sql': 'select 1' });
  expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(['contract/ping.yaml', 'kpi/own.sql']));
});

test('names that must agree between files', async () => {
  expect(
    await problemsOf({
      'contract/pings.yaml': `${contract}feeds: outge\n`,
      'staging/stg_png.sql': staging,
    }),
  ).toMatchObject([
    { file: 'contract/pings.yaml', message: 'its kind is «ping»', hint: 'name the file ping.yaml' },
    { file: 'contract/pings.yaml', message: 'no staging file reads «ping»' },
    { file: 'contract/pings.yaml', message: '«feeds: outge» names no other kind', hint: 'did you mean «outage»?' },
    { file: 'staging/stg_png.sql', message: 'no contract has the kind «png»', hint: 'did you mean «ping»?' },
  ]);
});
