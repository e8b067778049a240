import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalJson } from '../canonical-json.ts';
import type { Contract } from '../contract/contract.ts';
import { toUtcSql } from '../contract/zone-sql.ts';
import { countWords } from '../count-words.ts';
import { RealizedError } from '../errors.ts';
import { Refused } from '../extract/refusal.ts';
import type { Finding } from '../finding.ts';
import type { LoadedProgram } from '../program/program.ts';
import { batchesOf, MANY } from './batches.ts';
import { type CheckedExtracts, checkExtracts } from './check-extracts.ts';
import { sqlName, type Warehouse } from './duckdb.ts';
import { fileSpans } from './file-spans.ts';
import { type IdentifierKey, identifierKey, keepIdentifierKey, withPseudonyms } from './identifier-key.ts';
import { keepRejects } from './keep-rejects.ts';
import { type LandingPlace, landBatch, landedPath } from './land.ts';
import { createLandedView } from './landed-view.ts';
import { loadFindings } from './load-findings.ts';
import { type LoadRow, loadTables, tablesOf } from './load-tables.ts';
import { type Kind, type LoadedInput, loadedFiles } from './loaded-inputs.ts';
import { fieldSources, type PlannedFile } from './plan-file.ts';
import { type CrossChecks, setAside } from './set-aside.ts';
import { createZoneMacros } from './zone-macros.ts';

/** What a load has brought. */
export interface LoadReport {
  /** One per file, in the order of entries and paths: the results' `inputs`. */
  inputs: (LoadedInput & { source: string | null; owner: string | null })[];
  /** Facts of the extracts as they are, whatever was loaded before. */
  findings: Finding[];
  /** What changed against the cache: files corrected or no longer there. For the log; results must not depend on it. */
  changes: Finding[];
}

export interface Load {
  program: LoadedProgram;
  programDirectory: string;
  /** Where landed files and the database lie: `<program>/.realized`, or a folder that is thrown away. */
  cache: string;
  contracts: readonly Contract[];
  /** The day the data is judged on, in the program's zone; all of it counts. */
  asOf: string;
  report: (message: string) => void;
}

/**
 * Loads the extracts of a program: nothing lost, nothing silently wrong.
 *
 * ```
 * checkExtracts ─ every file found, hashed, counted, bound to its contract; refusals end here, nothing written
 *      │ new or corrected files only, small ones of one header together: all of a file or nothing
 * landBatch ───── one Parquet file each: every record typed and judged
 *      │ keepRejects: file, line, column, code
 *      │ kinds with changes only
 * setAside ────── duplicates, unknown units and services, future dates
 *      │
 * landed_<kind> ─ views of the rows that stand
 * ```
 *
 * Loading what is loaded already does nothing. A corrected file (same path and reading, other content) replaces its rows;
 * what no entry names any more is dropped.
 *
 * @param warehouse  `<program>/.realized/warehouse.duckdb`
 * @throws  `extract.refused`, `extract.expression` before anything is written; `extract.not-conserved` with the file's own load undone
 */
export async function loadExtracts(warehouse: Warehouse, load: Load): Promise<LoadReport> {
  const { program, programDirectory, contracts, report } = load;
  const used = contracts.filter(({ kind }) => program.extracts.some((entry) => entry.kind === kind));
  const needsKey = used.some(({ fields }) => fields.some((field) => field.identifier));
  const key = needsKey ? await identifierKey(programDirectory) : null;
  const extracts = { program, programDirectory, contracts, keyId: key?.id ?? null, report };
  const checked = await checkExtracts(warehouse, extracts);

  // What is landed somewhere else for a check leaves no trace in the program.
  const isOwnCache = dirname(load.cache) === programDirectory;
  if (key?.isNew && isOwnCache) await keepIdentifierKey(programDirectory, key);
  const changes = await landChanged(warehouse, load, checked, key);
  changes.push(...(await dropMissing(warehouse, checked)));
  const end = await endOf(warehouse, load.asOf, program.timeZone);
  const kinds = await judgeKinds(warehouse, load, end);
  await removeOrphans(warehouse, load.cache);

  const files = await loadedFiles(warehouse, checked, kinds, load.cache);
  const evidence = { program, ...checked, files, kinds, end: new Date(`${end.replace(' ', 'T')}Z`) };
  return {
    inputs: files.map(({ entry, input }) => ({ ...input, source: entry.source, owner: entry.owner })),
    findings: loadFindings(evidence),
    changes,
  };
}

async function landChanged(
  warehouse: Warehouse,
  load: Load,
  checked: CheckedExtracts,
  key: IdentifierKey | null,
): Promise<Finding[]> {
  const tables = await loadTables(warehouse);
  const before = new Map((await tables.selectFrom('load').selectAll().execute()).map((row) => [row.file_id, row]));
  const place = { cache: load.cache, zone: load.program.timeZone, expressions: checked.expressions };
  await mkdir(join(place.cache, 'tmp'), { recursive: true });
  const changed = checked.planned.filter((file) => before.get(file.fileId)?.key !== file.key);
  const zones = zonesOf(changed, place.zone);
  const landAll = async (own: Warehouse, queue: PlannedFile[][]) => {
    await createZoneMacros(own, zones, load.asOf);
    await withPseudonyms(own, key, async () => {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        const [{ checked: first, records }] = batch as [PlannedFile];
        if (records >= MANY) load.report(`loading ${first.file}: ${records} records`);
        await commitBatch(own, batch, place, checked);
      }
    });
  };
  // Planning the reading of small files takes longer than reading them, and keeps one core busy: two batches at a time.
  const small = changed.filter(({ records }) => records < MANY);
  if (small.length > 0) load.report(`loading ${countWords(small.length, 'file')}`);
  const queue = batchesOf(small, place.expressions);
  await warehouse.beside((second) => Promise.all([landAll(warehouse, queue), landAll(second, queue)]));
  const large = changed.filter(({ records }) => records >= MANY);
  await landAll(
    warehouse,
    large.map((file) => [file]),
  );
  return changed.flatMap(({ fileId, checked: { file, sha256 }, records }) => {
    const old = before.get(fileId);
    if (old === undefined || old.sha256 === sha256) return [];
    const message = `its content has changed: ${records} records replace ${old.records}`;
    return [{ code: 'corrected-file', severity: 'info' as const, message, at: { file } }];
  });
}

async function commitBatch(
  own: Warehouse,
  batch: readonly PlannedFile[],
  place: LandingPlace,
  checked: CheckedExtracts,
): Promise<void> {
  try {
    const rows = await landBatch(own, batch, place);
    await own.transaction(() => recordLoads(own, batch, rows, place.cache));
  } catch (error) {
    if (batch.length > 1 && !isFull(error)) {
      // One of them is at fault: which, and with what, each tells by itself.
      for (const file of batch) await commitBatch(own, [file], place, checked);
      return;
    }
    if (!(error instanceof Refused)) throw error;
    refuse(checked, batch[0]!, error);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof RealizedError && error.code === 'disk.full';
}

/** The zones in which local times of the files are told. */
function zonesOf(planned: readonly PlannedFile[], zone: string): string[] {
  return planned.flatMap((file) => Object.values(fieldSources(file, sqlName, zone)).map((source) => source.zone));
}

/** A file that passed every check and still could not be read: as for the others, its entry says what happens. */
function refuse(checked: CheckedExtracts, { checked: file, fileId }: PlannedFile, why: Refused): void {
  const { entry, sha256, bytes } = file;
  const refusal = { file: file.file, reason: why.reason, detail: why.detail, remedy: why.remedy };
  if (entry.ifRefused === 'stop') throw new RealizedError('extract.refused', { files: [refusal] }, why);
  checked.refused.push({ ...refusal, entry, digest: { sha256, bytes } });
  checked.planned = checked.planned.filter((planned) => planned.fileId !== fileId);
}

async function recordLoads(
  warehouse: Warehouse,
  batch: readonly PlannedFile[],
  rows: LoadRow[],
  cache: string,
): Promise<void> {
  const tables = tablesOf(warehouse);
  const ids = rows.map(({ file_id: id }) => id);
  for (const table of ['load', 'reject'] as const) await tables.deleteFrom(table).where('file_id', 'in', ids).execute();
  await tables.insertInto('load').values(rows).execute();
  const rejected = batch.filter((_, at) => rows[at]!.rejected > 0);
  const paths = rejected.map(({ contract: { kind }, key }) => join(cache, landedPath(kind, key)));
  if (rejected.length > 0) await keepRejects(warehouse, rejected, paths, join(cache, 'tmp'));
}

async function dropMissing(warehouse: Warehouse, { planned }: CheckedExtracts): Promise<Finding[]> {
  const tables = await loadTables(warehouse);
  const ids = new Set(planned.map(({ fileId }) => fileId));
  const rows = await tables.selectFrom('load').selectAll().orderBy('file').execute();
  const dropped = rows.filter((row) => !ids.has(row.file_id));
  await warehouse.transaction(async () => {
    for (const { file_id: id } of dropped) {
      for (const table of ['load', 'reject', 'set_aside'] as const) {
        await tables.deleteFrom(table).where('file_id', '=', id).execute();
      }
    }
  });
  return dropped.map(({ file }) => {
    const message = 'is not read any more, or not in this way: its rows are dropped';
    return { code: 'dropped-file', severity: 'info', message, at: { file } };
  });
}

/** Judges each kind anew whose files, contract or judges have changed: rows set aside, the view, spans. All or none. */
async function judgeKinds(warehouse: Warehouse, load: Load, end: string): Promise<Kind[]> {
  const { program, asOf, contracts, cache } = load;
  const tables = await loadTables(warehouse);
  const units = program.units.map(({ id }) => id);
  const services = program.services.map(({ id }) => id);
  const checks: CrossChecks = { units, services, asOf, end };
  const loaded = await tables.selectFrom('load').selectAll().orderBy('file_id').execute();
  const states = new Map((await tables.selectFrom('load_state').selectAll().execute()).map((row) => [row.kind, row]));
  return warehouse.transaction(async () => {
    const kinds: Kind[] = [];
    for (const contract of contracts) {
      const { kind } = contract;
      const files = loaded.filter((row) => row.kind === kind);
      const of = canonicalJson([cache, contract, checks, files.map(({ file_id: id, key }) => [id, key])]);
      const known = JSON.parse(states.get(kind)?.state ?? 'null') as (Judged & { of: string }) | null;
      if (known?.of === of) {
        kinds.push({ contract, files, duplicates: known.duplicates, spans: known.spans });
        continue;
      }
      const judged = await judgeKind(warehouse, contract, files, checks, cache);
      await tables.deleteFrom('load_state').where('kind', '=', kind).execute();
      const state = JSON.stringify({ of, ...judged });
      await tables.insertInto('load_state').values({ kind, state }).execute();
      kinds.push({ contract, files, ...judged });
    }
    return kinds;
  });
}

type Judged = Pick<Kind, 'duplicates' | 'spans'>;

async function judgeKind(
  warehouse: Warehouse,
  contract: Contract,
  files: readonly LoadRow[],
  checks: CrossChecks,
  cache: string,
): Promise<Judged> {
  const duplicates = await setAside(warehouse, contract, files, checks, cache);
  await createLandedView(warehouse, contract, files, cache);
  return { duplicates, spans: files.length === 0 ? [] : await fileSpans(warehouse, contract) };
}

/** The first instant after a local day, as text in UTC. */
async function endOf(warehouse: Warehouse, day: string, zone: string): Promise<string> {
  const [row] = await warehouse.rows<{ end: string }>(
    `select (${toUtcSql(zone, 'midnight')})::varchar as "end" from (select $1::date + interval 1 day as midnight)`,
    [day],
  );
  return row!.end;
}

/** Landed files that no load names: of files corrected or dropped, or of a run that was killed before its commit. */
async function removeOrphans(warehouse: Warehouse, cache: string): Promise<void> {
  const tables = await loadTables(warehouse);
  const rows = await tables.selectFrom('load').selectAll().execute();
  const kept = new Set(rows.map(({ kind, key }) => join(cache, landedPath(kind, key))));
  const folder = join(cache, 'landed');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && dirname(path) !== folder && !kept.has(path)) await rm(path);
  }
}
