import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROW_RULES } from '../contract/contract.ts';
import { judgeRowsSql } from '../contract/judge-rows.ts';
import { RealizedError } from '../errors.ts';
import { refuseIfChanged } from '../extract/preflight.ts';
import { Refused } from '../extract/refusal.ts';
import { writeCopy } from '../extract/write-copy.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { pseudonymSql } from './identifier-key.ts';
import type { LoadRow } from './load-tables.ts';
import { parquetSource } from './parquet-source.ts';
import { declaredRules, type ExpressionColumns, fieldSources, type PlannedFile, wantedColumns } from './plan-file.ts';
import { globlessAll, PATH, type SourceSql, textSource } from './source-sql.ts';
import { zoneCodeSql } from './zone-macros.ts';

/** What landing needs to know besides the file. */
export interface LandingPlace {
  /** `<program>/.realized`. */
  cache: string;
  /** The program's zone. */
  zone: string;
  expressions: ExpressionColumns;
}

/** Bit of a rule in the masks of landed rows. */
export const SKIPPED = 2 ** ROW_RULES.indexOf('declared-skip');

/** The landed file of a key, relative to the cache. */
export function landedPath(kind: string, key: string): string {
  return join('landed', kind, `${key}.parquet`);
}

/**
 * Lands the files of a batch: every record judged and typed, one Parquet file each under its key.
 *
 * Written aside, synced and renamed, so that a file under its final name is always whole. Nothing else is changed.
 *
 * @param batch  from `batchesOf`
 * @returns the counts of each file's load
 * @throws  `extract.not-conserved`, when records are not as many as an independent reader counted (nothing stays);
 *          `extract.expression`, when an expression failed on a row; Refused, when a file changed meanwhile. DuckDB's errors
 *          are told of the first file, which may be another's fault where the batch has several
 */
export async function landBatch(
  warehouse: Warehouse,
  batch: readonly PlannedFile[],
  place: LandingPlace,
): Promise<LoadRow[]> {
  const aside = batch.map(({ key }) => join(place.cache, 'tmp', `${key}.parquet`));
  const [{ checked, contract, key }] = batch as [PlannedFile];
  const copy = join(place.cache, 'tmp', `${key}.copy`);
  const folder = dirname(join(place.cache, landedPath(contract.kind, key)));
  await mkdir(folder, { recursive: true });
  try {
    if (checked.needsCopy) await writeCopy(checked, copy);
    const paths = checked.needsCopy ? [copy] : batch.map((file) => file.checked.path);
    await judge(warehouse, batch, paths, aside, place);
    for (const file of batch) await refuseIfChanged(file.checked);
    const rows = await countLanded(warehouse, batch, aside);
    for (const [at, { records }] of batch.entries()) refuseIfLost(rows[at]!, records);
    for (const [at, path] of aside.entries()) {
      await sync(path);
      await rename(path, join(place.cache, landedPath(contract.kind, batch[at]!.key)));
    }
    await sync(folder);
    return rows;
  } finally {
    await Promise.all([...aside, copy].map((path) => rm(path, { force: true })));
  }
}

function refuseIfLost({ file, records: landed }: LoadRow, records: number): void {
  if (landed !== records) throw new RealizedError('extract.not-conserved', { file, records, landed });
}

async function judge(
  warehouse: Warehouse,
  batch: readonly PlannedFile[],
  paths: readonly string[],
  targets: readonly string[],
  { zone, expressions }: LandingPlace,
): Promise<void> {
  const [file] = batch as [PlannedFile];
  const source = sourceOf(file, paths, expressions);
  const select = judgeRowsSql(file.contract, {
    from: source.from,
    fileId: fileIdSql(batch, paths),
    fields: fieldSources(file, source.cell, zone),
    wholeRow: [...source.wholeRow, ...declaredRules(file, source.cell)],
    localCode: zoneCodeSql,
    pseudonym: pseudonymSql,
  });
  const write = (rows: string, target: string) => {
    const options = 'format parquet, compression zstd, compression_level 1, parquet_version v2';
    return warehouse.run(`copy (${rows}) to ${sqlText(target)} (${options})`, [], file.checked.file);
  };
  try {
    if (batch.length === 1) {
      await write(select, targets[0]!);
      return;
    }
    await warehouse.run(`create or replace temp table landing as ${select}`, [], file.checked.file);
    for (const [at, { fileId }] of batch.entries()) {
      await write(`select * from landing where file_id = ${fileId}`, targets[at]!);
    }
    await warehouse.run('drop table landing');
  } catch (error) {
    throw withoutCells(error, file);
  }
}

function fileIdSql(batch: readonly PlannedFile[], paths: readonly string[]): string {
  if (batch.length === 1) return String(batch[0]!.fileId);
  const ids = batch.map(({ fileId }) => fileId).join(', ');
  return `([${ids}])[list_position([${paths.map(sqlText).join(', ')}], ${PATH})]`;
}

function sourceOf(file: PlannedFile, paths: readonly string[], expressions: ExpressionColumns): SourceSql {
  const wanted = wantedColumns(file, expressions);
  if (file.shape !== null) return parquetSource(paths[0]!, file.shape, wanted);
  return textSource(file.checked, paths, file.checked.needsCopy, wanted);
}

/** DuckDB's message may quote the row it failed on, which may hold people: only its kind is passed on. */
function withoutCells(error: unknown, { checked }: PlannedFile): unknown {
  if (!(error instanceof RealizedError) || error.code !== 'warehouse.sql') return error;
  const [kind] = String(error.cause instanceof Error ? error.cause.message : error.message).split(':');
  if (/^(IO Error|Out of Memory Error)$/.test(kind!)) return error;
  if (/^(Conversion|Out of Range|Invalid Input|Binder) Error$/.test(kind!) && !/CSV/.test(error.message)) {
    const entry = `extracts[${checked.entry.index}] (${checked.entry.kind})`;
    const message = `an expression fails on a row of ${checked.file} (${kind!.toLowerCase()})`;
    const hint = 'use try_cast and try_strptime, which give no value where a text does not fit';
    return new RealizedError('extract.expression', { problems: [{ entry, message, hint }] });
  }
  return new Refused(
    'unreadable',
    `DuckDB cannot read it (${kind!.toLowerCase()})`,
    'export it again as RFC 4180 text',
  );
}

/** @returns one per file of the batch, in its order; read from what was written */
async function countLanded(
  warehouse: Warehouse,
  batch: readonly PlannedFile[],
  paths: readonly string[],
): Promise<LoadRow[]> {
  const masks = await warehouse.rows<Masks & { file_id: number }>(
    `select file_id, reasons, flags, count(*) as n from read_parquet(${globlessAll(paths)}) group by all order by all`,
  );
  return batch.map((file) => {
    return loadRow(
      file,
      masks.filter(({ file_id: id }) => id === file.fileId),
    );
  });
}

/** How many rows have these bits of rules. */
interface Masks {
  reasons: number;
  flags: number;
  n: number;
}

function loadRow({ checked, contract, fileId, key }: PlannedFile, masks: readonly Masks[]): LoadRow {
  const sum = (rows: readonly Masks[]) => rows.reduce((total, { n }) => total + n, 0);
  const stands = masks.filter(({ reasons }) => reasons === 0);
  const skipped = masks.filter(({ reasons }) => reasons === SKIPPED);
  const broken = masks.filter(({ reasons }) => reasons !== 0 && reasons !== SKIPPED);
  const byRule = (rows: readonly Masks[], mask: 'reasons' | 'flags') => {
    const counts = ROW_RULES.map((rule, bit) => [rule, sum(rows.filter((row) => (row[mask] >> bit) & 1))] as const);
    return JSON.stringify(Object.fromEntries(counts.filter(([, n]) => n > 0)));
  };
  return {
    file_id: fileId,
    key,
    kind: contract.kind,
    file: checked.file,
    sha256: checked.sha256,
    bytes: checked.bytes,
    records: sum(masks),
    loaded: sum(stands),
    rejected: sum(broken),
    skipped: sum(skipped),
    flagged: sum(stands.filter(({ flags }) => flags !== 0)),
    rejects: byRule(broken, 'reasons'),
    flags: byRule(stands, 'flags'),
  };
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}
