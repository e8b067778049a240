import { type Contract, ROW_RULES } from '../contract/contract.ts';
import type { ExtractEntry } from '../program/program.ts';
import type { CheckedExtracts } from './check-extracts.ts';
import type { Warehouse } from './duckdb.ts';
import type { FileSpan } from './file-spans.ts';
import { landedRowsSql } from './landed-view.ts';
import type { LoadRow } from './load-tables.ts';
import type { PlannedFile } from './plan-file.ts';
import type { DuplicateGroups } from './set-aside.ts';

/** One file as results tell of it: records = loaded + rejected + skipped. Rows set aside are rejected. */
export interface LoadedInput {
  kind: string;
  /** Relative to the program folder. */
  file: string;
  sha256: string;
  bytes: number;
  records: number;
  loaded: number;
  rejected: number;
  skipped: number;
  /** Among the loaded. */
  flagged: number;
  /** Rule → rows that broke it; a row may break several. */
  rejects: Record<string, number>;
  flags: Record<string, number>;
}

/** The files of one kind, after the rules across files. */
export interface Kind {
  contract: Contract;
  files: LoadRow[];
  duplicates: DuplicateGroups;
  spans: FileSpan[];
}

/** A file, what was planned with it (null: it was refused) and what became of its records. */
export interface LoadedFile {
  entry: ExtractEntry;
  planned: PlannedFile | null;
  input: LoadedInput;
}

/**
 * How many records of each file were loaded, rejected, skipped and flagged, counting what was set aside?
 *
 * @param cache  `<program>/.realized`
 * @returns one per file that could be read, in the order of entries and paths; a refused file has no records
 */
export async function loadedFiles(
  warehouse: Warehouse,
  { planned, refused }: CheckedExtracts,
  kinds: readonly Kind[],
  cache: string,
): Promise<LoadedFile[]> {
  const rows = new Map(kinds.flatMap(({ files }) => files.map((row) => [row.file_id, row] as const)));
  const codes = await setAsideByCode(warehouse);
  const lost = await setAsideByFlags(warehouse, kinds, cache);
  const loaded: LoadedFile[] = planned.map((file) => {
    return { entry: file.checked.entry, planned: file, input: inputOf(rows.get(file.fileId)!, codes, lost) };
  });
  const nothing = { records: 0, loaded: 0, rejected: 0, skipped: 0, flagged: 0, rejects: {}, flags: {} };
  for (const { entry, file, digest } of refused) {
    if (digest !== null)
      loaded.push({ entry, planned: null, input: { kind: entry.kind, file, ...digest, ...nothing } });
  }
  return loaded.sort((a, b) => a.entry.index - b.entry.index || (a.input.file < b.input.file ? -1 : 1));
}

interface CodeCount {
  file_id: number;
  code: string;
  n: number;
}

interface FlagCount {
  file_id: number;
  flags: number;
  n: number;
}

function inputOf(row: LoadRow, codes: readonly CodeCount[], lost: readonly FlagCount[]): LoadedInput {
  const { file_id: id, key: _, ...counts } = row;
  const rejects = JSON.parse(row.rejects) as Record<string, number>;
  const flags = JSON.parse(row.flags) as Record<string, number>;
  for (const { code, n } of codes.filter(({ file_id }) => file_id === id)) rejects[code] = n;
  const gone = lost.filter(({ file_id }) => file_id === id);
  for (const [bit, rule] of ROW_RULES.entries()) {
    for (const { n } of gone.filter((masks) => (masks.flags >> bit) & 1)) flags[rule]! -= n;
    if (flags[rule] === 0) delete flags[rule];
  }
  const aside = sum(gone);
  const flagged = row.flagged - sum(gone.filter((masks) => masks.flags !== 0));
  return { ...counts, loaded: row.loaded - aside, rejected: row.rejected + aside, flagged, rejects, flags };
}

function sum(counts: readonly { n: number }[]): number {
  return counts.reduce((total, { n }) => total + n, 0);
}

async function setAsideByCode(warehouse: Warehouse): Promise<CodeCount[]> {
  return warehouse.rows('select file_id, code, count(*) as n from set_aside group by all order by all');
}

/** Rows set aside, each once, by the flags that they would have carried. */
async function setAsideByFlags(warehouse: Warehouse, kinds: readonly Kind[], cache: string): Promise<FlagCount[]> {
  const ids = await warehouse.rows<{ id: number }>('select distinct file_id as id from set_aside');
  const concerned = new Set(ids.map(({ id }) => id));
  const counts: FlagCount[] = [];
  for (const { contract, files } of kinds) {
    const some = files.filter(({ file_id: id }) => concerned.has(id));
    if (some.length === 0) continue;
    const rows = await warehouse.rows<FlagCount>(
      `select file_id, flags, count(*) as n from (${landedRowsSql(contract, some, cache)})
      semi join set_aside using (file_id, record)
      group by all order by all`,
    );
    counts.push(...rows);
  }
  return counts;
}
