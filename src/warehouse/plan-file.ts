import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { Contract, RowRule } from '../contract/contract.ts';
import type { FieldSource } from '../contract/judge-rows.ts';
import { nearest } from '../errors.ts';
import { type BoundColumns, bindColumns } from '../extract/bind-columns.ts';
import type { CheckedFile } from '../extract/preflight.ts';
import { Refused } from '../extract/refusal.ts';
import type { ExtractEntry } from '../program/program.ts';
import { sqlText } from './duckdb.ts';
import { type ParquetShape, parquetTime } from './parquet-source.ts';

/** Changes whenever the loader makes something else of the same file. */
const LOADER_VERSION = 2;

/** Columns that the expressions of an extract entry read, by the expression's text. */
export type ExpressionColumns = ReadonlyMap<string, readonly string[]>;

/** One file and all that decides what is made of it. */
export interface PlannedFile {
  checked: CheckedFile;
  contract: Contract;
  bound: BoundColumns;
  shape: ParquetShape | null;
  records: number;
  fileId: number;
  key: string;
}

/**
 * What will be made of a checked file, and under which key?
 *
 * @param keyId  id of the identifier key; only counts where the contract has identifiers
 * @param zone   the program's
 * @throws Refused, where the file's columns do not fit contract or program
 */
export function planFile(
  checked: CheckedFile,
  shape: ParquetShape | null,
  contract: Contract,
  expressions: ExpressionColumns,
  { keyId, zone }: { keyId: string | null; zone: string },
): PlannedFile {
  const { entry } = checked;
  const columns = checked.columns ?? [...shape!.types.keys()];
  const bound = bindColumns(columns, contract, entry);
  refuseUnknownColumns(columns, checked, entry, expressions);
  const reading = {
    kind: entry.kind,
    columns: entry.columns,
    zone: entry.zone ?? zone,
    delimiter: checked.delimiter,
    skip: entry.skip.map(({ sql }) => sql),
  };
  const identity = digest(canonicalJson([reading, checked.file]));
  const usesKey = contract.fields.some((field) => field.identifier);
  const made = [LOADER_VERSION, identity, contract, checked.format, usesKey ? keyId : null, checked.sha256];
  return {
    checked,
    contract,
    bound,
    shape,
    records: checked.records ?? shape!.records,
    fileId: Number.parseInt(identity.slice(0, 13), 16),
    key: digest(canonicalJson(made)),
  };
}

/**
 * Where each contract column comes from in a planned file.
 *
 * @param cell  SQL of a header's cell as text
 * @param zone  the program's
 */
export function fieldSources(
  { checked: { entry }, contract, bound, shape }: PlannedFile,
  cell: (header: string) => string,
  zone: string,
): Record<string, FieldSource> {
  const sources = contract.fields.map((field): [string, FieldSource] => {
    const given = entry.columns[field.name];
    const declared = field.zone ?? entry.zone ?? zone;
    if (given !== undefined && 'sql' in given) {
      return [field.name, { cell: `(\n${given.sql}\n)`, format: field.format, zone: declared }];
    }
    const header = bound.headers[field.name]!;
    if (header === null) return [field.name, { cell: null, format: field.format, zone: declared }];
    const typed = parquetTime(shape?.types.get(header) ?? '');
    const format = typed?.format ?? given?.format ?? field.format;
    return [field.name, { cell: cell(header), format, zone: typed?.zone ?? given?.zone ?? declared }];
  });
  return Object.fromEntries(sources);
}

/** Rules of the whole row that the program and the header add: declared skips, then a header that comes again. */
export function declaredRules(
  { checked: { entry, format }, bound }: PlannedFile,
  cell: (header: string) => string,
): [RowRule, string][] {
  const skips = entry.skip.map(({ sql }): [RowRule, string] => ['declared-skip', `(\n${sql}\n)`]);
  const headers = Object.values(bound.headers).filter((header) => header !== null);
  if (format !== 'csv' || headers.length === 0) return skips;
  const again = headers.map((header) => `${cell(header)} = ${sqlText(header)}`).join(' and ');
  return [...skips, ['repeated-header', again]];
}

/** Headers and names in expressions that reading the file has to offer. */
export function wantedColumns({ checked: { entry }, bound }: PlannedFile, expressions: ExpressionColumns): string[] {
  const headers = Object.values(bound.headers).filter((header) => header !== null);
  return [...headers, ...sqlOf(entry).flatMap((sql) => expressions.get(sql)!)];
}

/** The texts of all expressions of an entry. */
export function sqlOf(entry: ExtractEntry): string[] {
  const columns = Object.values(entry.columns).flatMap((source) => ('sql' in source ? [source.sql] : []));
  return [...columns, ...entry.skip.map(({ sql }) => sql)];
}

function refuseUnknownColumns(
  columns: readonly string[],
  { format }: CheckedFile,
  entry: ExtractEntry,
  expressions: ExpressionColumns,
): void {
  const offered = [...columns, 'record', ...(format === 'ndjson' ? ['json'] : [])].map((name) => name.toLowerCase());
  for (const sql of sqlOf(entry)) {
    const unknown = expressions.get(sql)!.find((name) => !offered.includes(name.toLowerCase()));
    if (unknown === undefined) continue;
    const near = nearest(unknown, columns);
    const remedy = near === null ? 'name a column of the file' : `did you mean «${near}»?`;
    throw new Refused('missing-column', `has no column «${unknown}», which an expression reads`, remedy);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
