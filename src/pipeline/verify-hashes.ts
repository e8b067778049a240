import { join } from 'node:path';
import { countWords } from '../count-words.ts';
import { readBytes } from '../extract/read-bytes.ts';
import { openProgram } from './open-program.ts';
import { type Fault, type ReadReport, readReport } from './read-report.ts';
import { decidingFiles } from './run-identity.ts';
import type { WarehouseOptions } from './use-warehouse.ts';
import { changedFiles, faultOf, type ProgramRecord, placeInLedger, readRecord } from './verify-record.ts';
import { manifestOf } from './write-run.ts';

/** A report and its program held against every hash that was written down. */
export interface HashCheck {
  read: ReadReport;
  /** Null where ledger or seals cannot be read. */
  record: ProgramRecord | null;
  /** How many ledger entries the run knew; null where it cannot be made again. */
  until: number | null;
  faults: Fault[];
}

/**
 * Is every file as it was when it was hashed: outputs, ledger, seals, extracts, program and KPI files?
 *
 * Nothing is computed again. A changed bit in any of them is named; what fits every hash and is wrong all the same is found
 * by making the run again (verify.ts).
 *
 * @param folder  the run's folder
 * @throws `usage.invalid` where there is no report
 */
export async function checkHashes(
  directory: string,
  folder: string,
  progress: WarehouseOptions['progress'],
): Promise<HashCheck> {
  const read = await readReport(folder);
  const faults = [...read.faults, ...manifestFaults(read)];
  const record = await readRecord(directory, faults);
  const place = record !== null && read.identity !== null ? placeInLedger(record.ledger, read.identity) : null;
  faults.push(...(place?.faults ?? []));
  const extracts = read.results?.inputs ?? [];
  progress('verify', `hashing ${countWords(extracts.length, 'extract file')}`);
  for (const { file, sha256 } of extracts) faults.push(...(await extractFaults(directory, file, sha256)));
  let until = place?.until ?? null;
  try {
    const files = decidingFiles(await openProgram(directory, read.identity?.as_of ?? null));
    if (place !== null && place.own !== null) faults.push(...changedFiles(place.own, files));
  } catch (error) {
    faults.push(faultOf(error));
    until = null;
  }
  return { read, record, until, faults };
}

/** The manifest itself has no hash beside it: it is written again from what it attests. */
function manifestFaults({ files, results, faults }: ReadReport): Fault[] {
  const written = files.get('manifest.json');
  if (written === undefined || results === null || faults.length > 0) return [];
  const { subject } = JSON.parse(written.toString('utf8')) as { subject: { name: string }[] };
  const outputs = subject.map(({ name }) => ({ path: name, content: files.get(name)! }));
  return written.equals(Buffer.from(manifestOf(outputs, results).content))
    ? []
    : [{ place: 'manifest.json', problem: 'does not say of the run what results.json says' }];
}

async function extractFaults(directory: string, file: string, sha256: string): Promise<Fault[]> {
  const now = await readBytes(join(directory, file), false, () => undefined).catch(() => null);
  if (now === null) return [{ place: file, problem: 'was read by the run and cannot be read' }];
  return now.sha256 === sha256
    ? []
    : [{ place: file, problem: `has the SHA-256 ${now.sha256}, in the report ${sha256}` }];
}
