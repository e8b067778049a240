import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { MeasuringProgram } from '../program/program.ts';
import type { StandingCatalogue } from './catalogue.ts';
import type { Warehouse } from './duckdb.ts';
import { type Layers, layersBehind } from './layers.ts';
import { type ObservationColumns, parameterTable } from './observation-sql.ts';
import { parameterSelects } from './parameter-tables.ts';

/** What a statement is made to stand by itself from. */
export interface StandingSources {
  program: MeasuringProgram;
  catalogue: StandingCatalogue;
  /** The day the data is judged on. */
  asOf: string;
}

/**
 * How does one statement say everything between the landed rows and a number?
 *
 * Parameter tables, staging files, marts and the KPI's own select become common table expressions, as they stand in their
 * files and in front of a last select; macros are made beforehand. The cache has to give the landed rows and the macros of
 * the program's zone, nothing else: views that a later run left there do not matter.
 *
 * @param tables  common table expressions that follow, such as `placedTables` gives
 * @param select  the last select, over those tables
 * @returns statements, each with its semicolon, to be run in this order in any DuckDB shell over the cache
 * @example standingSql(sources, kpi, placedTables(kpi, columns, 'counted'), 'select count(*) from placed').at(-1)
 */
export function standingSql(sources: StandingSources, kpi: ResolvedKpi, tables: string, select: string): string[] {
  const layers = layersBehind(sources.catalogue, kpi.sql);
  const macros = layers.macros.map(({ file, sql }) => `-- ${file}\n${temporary(sql)};`);
  const behind = [...parameterTables(sources, layers), ...stagingTables(sources, layers), ...layers.marts];
  const named = behind.map(({ name, file, sql }) => `-- ${file}\n${name} as (\n${sql.trim()}\n)`);
  return [...macros, `with\n\n${[...named, `-- kpi/${kpi.id}.sql\n${tables}`].join(',\n\n')}\n\n${select};`];
}

/**
 * Which columns does this KPI return, read from its own text and not from views that a later run may have left?
 *
 * @param warehouse  a cache, which may be open for reading only
 */
export async function standingColumns(
  warehouse: Warehouse,
  sources: StandingSources,
  kpi: ResolvedKpi,
): Promise<ObservationColumns> {
  const tables = `${parameterTable(kpi)},\nobservation as (\n${kpi.sql}\n)`;
  const statements = standingSql(sources, kpi, tables, 'select * from observation');
  const select = statements.pop()!.replace(/;$/, '');
  const file = `kpi/${kpi.id}.sql`;
  for (const statement of statements) await warehouse.run(statement, [], file);
  const rows = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${select}`, [], file);
  return new Map(rows.map(({ column_name: name, column_type: type }) => [name, type]));
}

interface Named {
  name: string;
  file: string;
  sql: string;
}

/** Made for this session only: what is printed writes nothing into the cache. */
function temporary(sql: string): string {
  return sql.trim().replace(/\bcreate or replace macro\b/, 'create or replace temp macro');
}

function parameterTables({ program, catalogue, asOf }: StandingSources, layers: Layers): Named[] {
  // Other kinds have no rows in the cache; a KPI's own parameters come with its select.
  const contracts = catalogue.contracts.filter(({ kind }) => program.extracts.some((entry) => entry.kind === kind));
  const used = new Set(['program', ...layers.parameters]);
  return parameterSelects({ program, contracts, kpis: [], asOf, spans: layers.spans })
    .filter(({ name }) => used.has(name))
    .map(({ name, select }) => ({ name, file: 'program.yaml', sql: select }));
}

/** Kinds that feed another come first, and the other is the union of its own rows and theirs. */
function stagingTables({ catalogue }: StandingSources, { staging }: Layers): Named[] {
  const feedersOf = (name: string) =>
    catalogue.contracts.filter(({ feeds }) => `stg_${feeds}` === name).map(({ kind }) => `stg_${kind}`);
  const joined = staging.map((file) => {
    const others = feedersOf(file.name).map((feeder) => `union all select * from ${feeder}`);
    return others.length === 0 ? file : { ...file, sql: `select * from (\n${file.sql}\n) ${others.join(' ')}` };
  });
  return joined.sort((a, b) => feedersOf(a.name).length - feedersOf(b.name).length);
}
