import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kpi } from '../../src/kpi/kpi.ts';
import type { Catalogue } from '../../src/warehouse/catalogue.ts';
import { sqlProblems } from '../../src/warehouse/check-sql.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { shipped } from '../support/warehouse.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 1, tempDirectory: tmpdir() });
});
afterAll(() => warehouse.close());

async function problemsOf(layer: 'staging' | 'marts' | 'kpis', sql: string): Promise<string[]> {
  const empty: Catalogue = { macros: shipped.macros, contracts: [], staging: [], marts: [], kpis: [], sources: [] };
  const own = layer === 'kpis' ? [{ id: 'x', sql } as Kpi] : [{ name: 'x', file: `${layer}/x.sql`, sql }];
  return (await sqlProblems(warehouse, { ...empty, [layer]: own })).map(({ message }) => message);
}

test('all SQL that ships keeps to its layer', async () => {
  expect(await sqlProblems(warehouse, shipped)).toEqual([]);
});

test.each<['staging' | 'marts' | 'kpis', string, string[]]>([
  ['staging', 'select * from landed_a', []],
  ['staging', 'select list(x) from landed_a group by all', []],
  ['staging', 'select * from stg_a', ['reads «stg_a»']],
  ['staging', 'select * from program', ['reads «program»']],
  ['staging', "select * from read_csv('/etc/passwd')", ['uses «read_csv()»']],
  ['marts', 'select * from stg_a cross join program', []],
  ['marts', 'select * from landed_a', ['reads «landed_a»']],
  ['marts', 'select * from fct_a', ['reads «fct_a»']],
  ['marts', 'select list(x) from stg_a', ['uses the function «list»']],
  ['marts', 'select * from stg_a qualify rank() over (order by x) = 1', ['uses «qualify»']],
  ['kpis', 'select * from fct_a inner join dim_b on true cross join kpi_parameter', []],
  ['kpis', 'select minutes_between(a, b), local_date(a), has_flag(c, d) from fct_a', []],
  ['kpis', 'select * from stg_a', ['reads «stg_a»']],
  ['kpis', "select * from fct_a, '/etc/passwd'", ['reads «/etc/passwd»']],
])('%s: %s', async (layer, sql, problems) => {
  expect(await problemsOf(layer, sql)).toEqual(problems);
});

test('a problem names its file and what to do', async () => {
  const kpis = [{ id: 'x', sql: 'select * from stg_a' } as Kpi];
  expect(
    await sqlProblems(warehouse, { macros: [], contracts: [], staging: [], marts: [], kpis, sources: [] }),
  ).toEqual([
    {
      ...{ file: 'kpi/x.sql', line: 1, column: 1, message: 'reads «stg_a»' },
      hint: 'a file in kpi/ reads fct_… and dim_… marts and the parameter tables only',
    },
  ]);
});
