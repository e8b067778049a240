import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ancestorOf, seriesReference } from '../results/ancestry.ts';
import { ancestryText } from '../results/ancestry-text.ts';
import { type Results, resultsSchema } from '../results/schema.ts';
import { type ProducedRun, produceRun } from './produce-run.ts';
import type { Fault, ReadReport } from './read-report.ts';
import { latestReport } from './read-results.ts';
import { TOOL_VERSION } from './run-identity.ts';
import type { WarehouseOptions } from './use-warehouse.ts';
import { checkHashes } from './verify-hashes.ts';
import { faultOf, sealNotes, unsealedNotes } from './verify-record.ts';

export interface VerifyOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The run's folder; null for reports/<program>/latest. */
  report: string | null;
  progress: WarehouseOptions['progress'];
}

/** A number that the report holds and the run made again does not give. */
export interface Difference {
  /** `figure:<id>`, or `series:…` where every figure agrees (figure.ts). */
  reference: string;
  reported: number | null;
  recomputed: number | null;
  ancestry: string;
}

export interface Verification {
  folder: string;
  runId: string | null;
  asOf: string | null;
  /** How many of each were held against their hashes. */
  checked: { extracts: number; entries: number; seals: number; outputs: number };
  /** None where everything is as it was and the report can be made again byte for byte. */
  faults: Fault[];
  /** The first one; null where none differs, or nothing could be recomputed. */
  difference: Difference | null;
  /** What is otherwise and is no fault. */
  notes: string[];
}

/**
 * Is a report what this program says, and is everything it rests on as it was?
 *
 * Extracts, seals, ledger and outputs are hashed again; then the run is made again, in a folder that is thrown away, as of
 * its day and with the ledger entries that it knew, and compared byte for byte. Nothing of the program is written.
 *
 * @throws `usage.invalid` where there is no report; a program that cannot be read is a fault of the verification
 */
export async function verify({ directory, report, progress }: VerifyOptions): Promise<Verification> {
  const folder = report ?? (await latestReport(directory));
  const { read, record, until, faults } = await checkHashes(directory, folder, progress);
  const extracts = read.results?.inputs ?? [];
  const again =
    until === null || read.identity === null ? null : await remake({ directory, read, until, progress }, faults);
  if (again !== null) faults.push(...remadeFaults(read, again, faults.length > 0));
  return {
    folder,
    runId: read.identity?.run_id ?? null,
    asOf: read.identity?.as_of ?? null,
    checked: {
      extracts: extracts.length,
      entries: record?.ledger.length ?? 0,
      seals: record?.ledger.filter(({ kind }) => kind.endsWith('-seal')).length ?? 0,
      outputs: read.files.size,
    },
    faults,
    difference: again === null || read.results === null ? null : firstDifference(read.results, again.results),
    notes: record === null ? [] : [...unsealedNotes(record.seals), ...sealNotes(record.seals, extracts)],
  };
}

interface Remake {
  directory: string;
  read: ReadReport;
  until: number;
  progress: WarehouseOptions['progress'];
}

async function remake({ directory, read, until, progress }: Remake, faults: Fault[]): Promise<ProducedRun | null> {
  const cache = await mkdtemp(join(tmpdir(), 'realized-verify-'));
  try {
    const work = { memoryLimit: '2GB', threads: null, cache, progress };
    return await produceRun({ directory, asOf: read.identity!.as_of, ...work }, until);
  } catch (error) {
    faults.push(faultOf(error));
    return null;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

/** Where the run made again differs; `isTold` when a reason for it has been found already. */
function remadeFaults({ files, identity, results }: ReadReport, again: ProducedRun, isTold: boolean): Fault[] {
  const faults: Fault[] = [];
  if (results !== null && results.tool_version !== TOOL_VERSION) {
    const problem = `was made by realized ${results.tool_version}; this is ${TOOL_VERSION}, which may count otherwise`;
    faults.push({ place: 'results.json', problem });
  } else if (again.results.run_id !== identity?.run_id && !isTold) {
    faults.push({ place: 'program', problem: 'its files, SQL or extracts are not those that the run was made from' });
  }
  for (const { path, content } of again.outputs) {
    const reported = files.get(path);
    if (reported === undefined) faults.push({ place: path, problem: 'is made by the run and is not in the report' });
    else if (!reported.equals(Buffer.from(content))) {
      faults.push({ place: path, problem: 'is not what the run gives when it is made again' });
    }
  }
  const made = new Set(again.outputs.map(({ path }) => path));
  const strangers = [...files.keys()].filter((path) => !made.has(path));
  return [...faults, ...strangers.map((place) => ({ place, problem: 'is in the report and is not made by the run' }))];
}

/** The first figure, else the first cell of a series; read back as results.json is, so that both went through text. */
function firstDifference(reported: Results, again: Results): Difference | null {
  const recomputed = resultsSchema.parse(JSON.parse(JSON.stringify(again)));
  const [before, after] = [reported, recomputed].map(namedValues);
  const references = [...new Set([...before!.keys(), ...after!.keys()])];
  const reference = references.find((name) => before!.get(name)?.all !== after!.get(name)?.all);
  if (reference === undefined) return null;
  const holder = before!.has(reference) ? reported : recomputed;
  return {
    reference,
    reported: before!.get(reference)?.value ?? null,
    recomputed: after!.get(reference)?.value ?? null,
    ancestry: ancestryText(ancestorOf(holder, reference)),
  };
}

/** Every figure, then every cell: its value, and all that is said of it. */
function namedValues({ figures, series }: Results): Map<string, { value: number | null; all: string }> {
  const named = new Map<string, { value: number | null; all: string }>();
  for (const [id, figure] of Object.entries(figures)) {
    named.set(`figure:${id}`, { value: figure.value, all: JSON.stringify(figure) });
  }
  for (const cell of series) {
    named.set(seriesReference(cell), { value: cell.value, all: JSON.stringify(cell) });
  }
  return named;
}
