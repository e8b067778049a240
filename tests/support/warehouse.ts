import { tmpdir } from 'node:os';
import { type Contract, type FieldType, ROW_RULES, type RowRule } from '../../src/contract/contract.ts';
import { readCatalogue } from '../../src/pipeline/catalogue.ts';
import type { KpiEntry, Program, Service } from '../../src/program/program.ts';
import type { Catalogue } from '../../src/warehouse/catalogue.ts';
import { sqlName, sqlText, Warehouse } from '../../src/warehouse/duckdb.ts';
import { parameterTables } from '../../src/warehouse/parameter-tables.ts';
import { prepareMeasuring } from '../../src/warehouse/prepare.ts';

/** A landed row: contract columns as text (instants in UTC); what is left out is null. `flags` names flagged rules. */
export type LandedRow = Record<string, string | number | boolean | null | RowRule[]>;

export interface Given {
  /** Rows by kind; a kind left out has none. */
  landed?: Record<string, LandedRow[]>;
  /** Local day; the data is judged at its end. */
  asOf?: string;
  timeZone?: string;
  /** The last day that the extracts of a kind tell of. */
  until?: Record<string, string>;
  services?: Partial<Service>[];
  /** Parameters of the KPIs under test, by definition. */
  parameters?: Record<string, KpiEntry['parameters']>;
  catalogue?: Catalogue;
}

export const shipped: Catalogue = await readCatalogue(null);

/**
 * A prepared warehouse in memory whose landed views hold the given rows, as loading would leave them.
 *
 * The next call in the same zone empties and fills it again, which is ten times faster than making a new one.
 */
export async function givenWarehouse(given: Given): Promise<Warehouse> {
  if (last?.given === given) return last.warehouse;
  const catalogue = given.catalogue ?? shipped;
  const { contracts, kpis } = catalogue;
  const [program, asOf] = [programOf(given), given.asOf ?? '2024-12-31'];
  const tables = parameterTables({ program, contracts, kpis, asOf, spans: null });
  const before = last !== null && last.catalogue === catalogue && last.timeZone === program.timeZone ? last : null;
  const warehouse = before?.warehouse ?? (await newWarehouse());
  for (const contract of contracts) {
    const rows = given.landed?.[contract.kind] ?? [];
    if (before === null || rows.length > 0 || before.kinds.has(contract.kind)) await land(warehouse, contract, rows);
  }
  if (before === null) await prepareMeasuring(warehouse, { program, catalogue, asOf });
  for (const { sql } of before === null ? [] : tables) {
    if (sql.includes('landed_') || !before!.tables.has(sql)) await warehouse.run(sql);
  }
  const kinds = new Set(Object.keys(given.landed ?? {}));
  last = {
    given,
    warehouse,
    catalogue,
    timeZone: program.timeZone,
    kinds,
    tables: new Set(tables.map(({ sql }) => sql)),
  };
  return warehouse;
}

/** The warehouse of the call before: which kinds have rows there, and which statements made its parameter tables. */
let last: {
  given: Given;
  warehouse: Warehouse;
  catalogue: Catalogue;
  timeZone: string;
  kinds: Set<string>;
  tables: Set<string>;
} | null = null;

function newWarehouse(): Promise<Warehouse> {
  return Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 2, tempDirectory: tmpdir() });
}

/** The rows of a staging view or mart, in the order of its columns. */
export async function rowsOf(given: Given, view: string): Promise<Record<string, unknown>[]> {
  const warehouse = await givenWarehouse(given);
  const rows = await warehouse.rows<Record<string, unknown>>(`select * from ${view} order by all`);
  return rows.map(plain);
}

/** What a KPI file returns, run as it stands, in the order of its columns. */
export async function observationsOf(given: Given, id: string): Promise<Record<string, unknown>[]> {
  const warehouse = await givenWarehouse(given);
  const { sql } = (given.catalogue ?? shipped).kpis.find((kpi) => kpi.id === id)!;
  const rows = await warehouse.rows<Record<string, unknown>>(
    `select * replace (numerator::double as numerator, denominator::double as denominator) from (\n${sql}\n) order by all`,
  );
  return rows.map(plain);
}

export function programOf({ timeZone, services, parameters, until }: Given): Program {
  const entries = Object.entries(parameters ?? {}).map(([id, values]) => ({ id, definition: id, parameters: values }));
  return {
    id: 'test',
    timeZone: timeZone ?? 'America/Chicago',
    period: 'week',
    units: [],
    extracts: Object.entries(until ?? {}).map(([kind, day]) => ({ kind, until: day })),
    services: (services ?? []).map((service) => ({
      agreed: '24x7',
      units: ['main'],
      vendor: null,
      sla: null,
      ...service,
    })),
    kpis: entries,
  } as unknown as Program;
}

const TYPES: Record<FieldType, string> = {
  string: 'varchar',
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
};

async function land(warehouse: Warehouse, { kind, fields }: Contract, rows: LandedRow[]): Promise<void> {
  const columns = [
    ...fields.map(({ name, type }) => `${sqlName(name)} ${TYPES[type]}`),
    'file_id bigint',
    'record bigint',
  ];
  await warehouse.run(`create or replace table landed_${kind} (${columns.join(', ')}, flags bigint not null)`);
  const tuples = rows.map((row, index) => {
    const unknown = Object.keys(row).find((name) => name !== 'flags' && !fields.some((field) => field.name === name));
    if (unknown !== undefined) throw new Error(`${kind} has no column ${unknown}`);
    const values = fields.map(({ name }) => literal(row[name] ?? null));
    const flags = ((row['flags'] as RowRule[]) ?? []).reduce((mask, rule) => mask | (1 << ROW_RULES.indexOf(rule)), 0);
    return `(${[...values, 1, index + 1, flags].join(', ')})`;
  });
  if (tuples.length > 0) await warehouse.run(`insert into landed_${kind} values ${tuples.join(', ')}`);
}

function literal(value: LandedRow[string]): string {
  return typeof value === 'string' ? sqlText(value) : String(value);
}

/** Instants as `YYYY-MM-DD HH:MM[:SS]` in UTC, days as `YYYY-MM-DD`: what the given rows look like. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (!(value instanceof Date)) return [name, value];
      const text = value
        .toISOString()
        .replace('T', ' ')
        .replace(/(:00)?\.000Z$/, '');
      return [name, name.endsWith('_date') ? text.slice(0, 10) : text];
    }),
  );
}
