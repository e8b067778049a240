import { dirname, join } from 'node:path';
import { ROW_RULES } from '../contract/contract.ts';
import { offsetSql, toUtcSql, usualYears } from '../contract/zone-sql.ts';
import { RealizedError } from '../errors.ts';
import type { MeasuringProgram } from '../program/program.ts';
import type { Catalogue, SqlFile } from './catalogue.ts';
import { sqlProblems } from './check-sql.ts';
import type { Warehouse } from './duckdb.ts';
import { parameterTables } from './parameter-tables.ts';

/**
 * Makes the warehouse ready to measure: macros, parameter tables, staging and marts, in this order; then it is locked.
 *
 * All of it stays in the database file, so that a KPI file runs as it stands in any DuckDB shell over the cache. Landed views
 * must exist already. Staging and marts are views: what a KPI does not need is never computed.
 *
 * @param warehouse  the second of a run's two instances; afterwards it reads the folder `landed` beside its file, nothing else
 * @param asOf  the day the data is judged on, `YYYY-MM-DD` in the program's zone; all of it counts
 * @throws  `program.invalid` for SQL that leaves its layer, `warehouse.sql` for SQL that DuckDB refuses
 * @example await prepareMeasuring(warehouse, { program, catalogue, asOf: '2026-05-31' })
 */
export async function prepareMeasuring(
  warehouse: Warehouse,
  { program, catalogue, asOf }: { program: MeasuringProgram; catalogue: Catalogue; asOf: string },
): Promise<void> {
  const problems = await sqlProblems(warehouse, catalogue);
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  const { macros, contracts, kpis, staging, marts } = catalogue;
  // In one transaction, because the disk is waited for at the end of each.
  await warehouse.transaction(async () => {
    for (const { name, sql } of zoneMacros(program.timeZone, asOf)) await warehouse.run(sql, [], name);
    for (const { file, sql } of macros) await warehouse.run(sql, [], file);
    for (const { name, sql } of parameterTables({ program, contracts, kpis, asOf, spans: null }))
      await warehouse.run(sql, [], name);
    for (const file of staging) await createView(warehouse, file);
    await joinFeeders(warehouse, catalogue);
    for (const file of marts) await createView(warehouse, file);
  });
  await warehouse.lock(await landedFolders(warehouse));
}

/** What depends on the program's zone, and on the bits of the loader's flags. */
function zoneMacros(zone: string, asOf: string): { name: string; sql: string }[] {
  const bits = ROW_RULES.map((rule, bit) => `when '${rule}' then ${2 ** bit}`).join(' ');
  const offset = offsetSql(zone, 'instant', usualYears(asOf));
  const macros = {
    'utc_offset_us(instant)': offset,
    'local_time(instant)': `make_timestamp(epoch_us(instant) + ${offset})`,
    'utc_time(local)': toUtcSql(zone, 'local'),
    'has_flag(flags, rule)': `flags & case rule ${bits} else error('no such rule: ' || rule) end != 0`,
  };
  return Object.entries(macros).map(([head, body]) => ({
    name: head,
    sql: `create or replace macro ${head} as (${body})`,
  }));
}

async function createView(warehouse: Warehouse, { name, file, sql }: SqlFile): Promise<void> {
  await warehouse.run(`create or replace view ${name} as\n${sql}`, [], file);
}

/** Where kinds feed another, its staging view becomes the union of its own rows and theirs. */
async function joinFeeders(warehouse: Warehouse, { contracts, staging }: Catalogue): Promise<void> {
  for (const target of staging) {
    const feeders = contracts.filter(({ feeds }) => `stg_${feeds}` === target.name).map(({ kind }) => `stg_${kind}`);
    if (feeders.length === 0) continue;
    const own = (await columnsOf(warehouse, target.name)).join(', ');
    for (const feeder of feeders) {
      const columns = (await columnsOf(warehouse, feeder)).join(', ');
      if (columns === own) continue;
      const { file } = staging.find(({ name }) => name === feeder)!;
      const [message, hint] = [`does not return the columns of ${target.name}`, `return ${own}, in this order`];
      throw new RealizedError('program.invalid', { problems: [{ file, line: 1, column: 1, message, hint }] });
    }
    const others = feeders.map((feeder) => `union all select * from ${feeder}`).join(' ');
    await createView(warehouse, { ...target, sql: `select * from (\n${target.sql}\n) ${others}` });
  }
}

async function columnsOf(warehouse: Warehouse, view: string): Promise<string[]> {
  const columns = await warehouse.rows<{ column_name: string }>(`describe ${view}`, [], view);
  return columns.map(({ column_name: name }) => name);
}

async function landedFolders(warehouse: Warehouse): Promise<string[]> {
  const files = await warehouse.rows<{ path: string | null }>(
    'select path from duckdb_databases() where not internal and path is not null',
  );
  return files.map(({ path }) => join(dirname(path!), 'landed'));
}
