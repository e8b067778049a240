import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROW_RULES } from '../contract/contract.ts';
import { judgeRowsSql } from '../contract/judge-rows.ts';
import { localCodeOfManySql } from '../contract/zone-sql.ts';
import { RealizedError } from '../errors.ts';
import { refuseIfChanged } from '../extract/preflight.ts';
import { Refused } from '../extract/refusal.ts';
import { writeCopy } from '../extract/write-copy.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { pseudonymSql } from './identifier-key.ts';
import type { LoadRow } from './load-tables.ts';
import { parquetSource } from './parquet-source.ts';
import { declaredRules, type ExpressionColumns, fieldSources, type PlannedFile, wantedColumns } from './plan-file.ts';
import { globless, type SourceSql, textSource } from './source-sql.ts';
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
 * Lands one file: every record judged and typed, as one Parquet file under its key.
 *
 * Written aside, synced and renamed, so that a file under its final name is always whole. Nothing else is changed.
 *
 * @returns the counts of its load
 * @throws  `extract.not-conserved`, when records are not as many as an independent reader counted (nothing stays);
 *          `extract.expression`, when an expression failed on a row; Refused, when the file changed meanwhile
 */
export async function landFile(warehouse: Warehouse, file: PlannedFile, place: LandingPlace): Promise<LoadRow> {
  const { checked, contract, key } = file;
  const aside = join(place.cache, 'tmp', `${key}.parquet`);
  const copy = join(place.cache, 'tmp', `${key}.copy`);
  const target = join(place.cache, landedPath(contract.kind, key));
  await mkdir(dirname(target), { recursive: true });
  try {
    if (checked.needsCopy) await writeCopy(checked, copy);
    await judge(warehouse, file, checked.needsCopy ? copy : checked.path, aside, place);
    await refuseIfChanged(checked);
    const row = await countLanded(warehouse, file, aside);
    if (row.records !== file.records) {
      throw new RealizedError('extract.not-conserved', {
        file: checked.file,
        records: file.records,
        landed: row.records,
      });
    }
    await sync(aside);
    await rename(aside, target);
    await sync(dirname(target));
    return row;
  } finally {
    await Promise.all([rm(aside, { force: true }), rm(copy, { force: true })]);
  }
}

/** From here on running a statement costs more than planning it. */
export const MANY = 100_000;

async function judge(
  warehouse: Warehouse,
  file: PlannedFile,
  path: string,
  target: string,
  { zone, expressions }: LandingPlace,
): Promise<void> {
  const source = sourceOf(file, path, expressions);
  const select = judgeRowsSql(file.contract, {
    from: source.from,
    fields: fieldSources(file, source.cell, zone),
    wholeRow: [...source.wholeRow, ...declaredRules(file, source.cell)],
    localCode: file.records < MANY ? zoneCodeSql : localCodeOfManySql,
    pseudonym: pseudonymSql,
  });
  const options = 'format parquet, compression zstd, compression_level 1, parquet_version v2';
  try {
    await warehouse.run(
      `copy (select *, ${file.fileId}::bigint as file_id from (${select})) to ${sqlText(target)} (${options})`,
      [],
      file.checked.file,
    );
  } catch (error) {
    throw withoutCells(error, file);
  }
}

function sourceOf(file: PlannedFile, path: string, expressions: ExpressionColumns): SourceSql {
  const wanted = wantedColumns(file, expressions);
  if (file.shape !== null) return parquetSource(path, file.shape, wanted);
  return textSource(file.checked, path, file.checked.needsCopy, wanted);
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

async function countLanded(warehouse: Warehouse, file: PlannedFile, path: string): Promise<LoadRow> {
  const masks = await warehouse.rows<{ reasons: number; flags: number; n: number }>(
    `select reasons, flags, count(*) as n from read_parquet(${globless(path)}) group by all order by all`,
  );
  const sum = (rows: typeof masks) => rows.reduce((total, { n }) => total + n, 0);
  const stands = masks.filter(({ reasons }) => reasons === 0);
  const skipped = masks.filter(({ reasons }) => reasons === SKIPPED);
  const broken = masks.filter(({ reasons }) => reasons !== 0 && reasons !== SKIPPED);
  const byRule = (rows: typeof masks, mask: 'reasons' | 'flags') => {
    const counts = ROW_RULES.map((rule, bit) => [rule, sum(rows.filter((row) => (row[mask] >> bit) & 1))] as const);
    return JSON.stringify(Object.fromEntries(counts.filter(([, n]) => n > 0)));
  };
  const { checked, contract, fileId, key } = file;
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
