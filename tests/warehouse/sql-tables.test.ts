import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { selectUses } from '../../src/warehouse/sql-tables.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 1, tempDirectory: tmpdir() });
});
afterAll(() => warehouse.close());

const useOf = async (sql: string, file: string) => (await selectUses(warehouse, [{ file, sql }]))[0]!;

test.each([
  ['select * from a', ['a']],
  ["/* from x */ select 'from y' from b", ['b']],
  ['with a as (select * from b) select * from a', ['b']],
  ['with a as (select * from a) select * from a', ['a']],
  ['with recursive a as (select 1 as n union all select n + 1 from a) select * from a', []],
  ['select (with a as (select 1) select * from a) from a', ['a']],
  [
    'select * from a inner join b using (k) where exists (select 1 from c) order by (select max(x) from d)',
    [...'abcd'],
  ],
  ['select * from (select * from b union all select * from c)', ['b', 'c']],
  ['select * from main.a, other.main.b', ['main.a', 'other.main.b']],
  ['with a as (select 1) select * from main.a', ['main.a']],
])('%s reads %j', async (sql, tables) => {
  expect((await useOf(sql, 'a.sql')).tables).toEqual(tables);
});

test.each([
  ['select sum(a) over (order by b), lower(c), count(*), a + 1 from t', ['+', 'count_star', 'lower', 'sum']],
  ['select coalesce(a, b), case when a is null then 1 end, cast(a as date), a between b and c from t', []],
  ['select x from t where unknown_macro(x) > 0', ['unknown_macro']],
])('%s uses the functions %j', async (sql, functions) => {
  expect((await useOf(sql, 'a.sql')).functions).toEqual(functions);
});

test.each([
  ["select * from read_csv('a.csv')", ['read_csv()']],
  ["select * from 'a.parquet'", []],
  ['select a, count(*) from t group by all', ['group by all']],
  ['select * exclude (a) from t', ['exclude']],
  ['select * replace (1 as a) from t', ['replace']],
  ['select a from t qualify row_number() over (order by a) = 1', ['qualify']],
  ['select a, count(*) filter (where b) from t group by a having count(*) > 1', []],
])('%s goes beyond ANSI with %j', async (sql, beyondAnsi) => {
  expect((await useOf(sql, 'a.sql')).beyondAnsi).toEqual(beyondAnsi);
});

test('a file read by its name is a table of that name', async () => {
  expect((await useOf("select * from 'a.parquet'", 'a.sql')).tables).toEqual(['a.parquet']);
});

test.each(['drop table a', 'select 1; select 2', 'select 1) select 2', 'insert into a select 1', 'selct 1', ''])(
  '«%s» is not one bare select',
  async (sql) => {
    await expect(useOf(sql, 'kpi/a.sql')).rejects.toMatchObject({
      code: 'warehouse.sql',
      data: { file: 'kpi/a.sql' },
    });
  },
);
