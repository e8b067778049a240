import { Kysely } from 'kysely';
import type { Warehouse } from './duckdb.ts';
import { DuckDBDialect } from './kysely-dialect.ts';

/** One loaded file. Its identity is how it is read and its path; its key is that and its content. */
export interface LoadRow {
  /** 52 bits of the SHA-256 of the identity: stable whatever else is loaded, and exact as a JavaScript number. */
  file_id: number;
  /** SHA-256 of content and everything that decides what is made of it; names the landed file. */
  key: string;
  kind: string;
  /** Relative to the program folder. */
  file: string;
  sha256: string;
  bytes: number;
  records: number;
  loaded: number;
  rejected: number;
  skipped: number;
  flagged: number;
  /** JSON: rule → rows, as judged on landing. */
  rejects: string;
  flags: string;
}

/** One rule that a record of a loaded file broke; a record may break several. Lines and columns count from 1. */
export interface RejectRow {
  file_id: number;
  record: number;
  /** Physical line; null for Parquet. */
  line: number | null;
  /** Place of the cell in its record; null where an expression or the whole record is meant. */
  column: number | null;
  /** Contract column, where one is meant. */
  field: string | null;
  code: string;
}

/** A landed row that a rule across files or against the program takes out; landed files are never rewritten. */
export interface SetAsideRow {
  kind: string;
  file_id: number;
  record: number;
  code: string;
}

export interface LoadTables {
  load: LoadRow;
  reject: RejectRow;
  set_aside: SetAsideRow;
  /** What a kind's set-aside rows and view were made from; the same state again needs no work. */
  load_state: { kind: string; state: string };
}

const CREATE = [
  `create table if not exists load (file_id bigint primary key, key varchar not null, kind varchar not null,
    file varchar not null, sha256 varchar not null, bytes bigint not null, records bigint not null, loaded bigint not null,
    rejected bigint not null, skipped bigint not null, flagged bigint not null, rejects varchar not null,
    flags varchar not null)`,
  `create table if not exists reject (file_id bigint not null, record bigint not null, line bigint, "column" integer,
    field varchar, code varchar not null)`,
  `create table if not exists set_aside (kind varchar not null, file_id bigint not null, record bigint not null,
    code varchar not null)`,
  'create table if not exists load_state (kind varchar primary key, state varchar not null)',
];

/** The loader's tables in a warehouse, made where they are missing. */
export async function loadTables(warehouse: Warehouse): Promise<Kysely<LoadTables>> {
  for (const statement of CREATE) await warehouse.run(statement);
  return tablesOf(warehouse);
}

/** Typed queries over the loader's tables, which exist. */
export function tablesOf(warehouse: Warehouse): Kysely<LoadTables> {
  return new Kysely<LoadTables>({ dialect: new DuckDBDialect(warehouse) });
}
