import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { RealizedError } from '../errors.ts';
import { notAsWritten } from '../ledger/as-written.ts';
import { readLedger } from '../ledger/ledger.ts';
import { readSeals, type SealsInForce } from '../ledger/seals.ts';
import type { Results } from '../results/schema.ts';
import type { Fault, ReadReport } from './read-report.ts';
import { entryOf } from './run-identity.ts';

/**
 * Does a ledger bear out a report: is the head that the report prints in it, and the run right behind that head?
 *
 * @param ledger  an unbroken chain
 * @returns how many entries the run knew, or what shows that the ledger was cut or written anew
 */
export function placeInLedger(
  ledger: readonly LedgerEntry[],
  { run_id: runId, ledger_head: head }: NonNullable<ReadReport['identity']>,
): { until: number; own: LedgerEntry | null; faults: Fault[] } {
  const place = 'ledger.jsonl';
  const until = head === null ? 0 : ledger.findIndex(({ hash }) => hash === head) + 1;
  if (head !== null && until === 0) {
    const problem = `does not hold the head that the report prints (${head}): it was cut or written anew`;
    return { until: ledger.length, own: null, faults: [{ place, problem }] };
  }
  const own = entryOf(ledger, runId);
  if (own === undefined) {
    const problem = `does not hold the run ${runId}: its tail was cut, or the report was not made by this program`;
    return { until, own: null, faults: [{ place, problem }] };
  }
  if (own.previous === head) return { until, own, faults: [] };
  const problem = `holds the run behind another head (${own.previous}) than the report prints (${head})`;
  return { until, own, faults: [{ place, problem }] };
}

/**
 * Which of the files that decided a run have changed?
 *
 * @param own  the run's ledger entry
 * @param now  the digests of today (decidingFiles)
 */
export function changedFiles(own: LedgerEntry, now: Record<string, string>): Fault[] {
  const before = (own.data['files'] ?? {}) as Record<string, string>;
  const changed = Object.entries(before).filter(([file, sha256]) => now[file] !== sha256);
  return changed.map(([place]) => ({
    place,
    problem: now[place] === undefined ? 'is not used any more' : 'is not as it was when the run was made',
  }));
}

/** A program's record: what happened, and the seals in force. */
export interface ProgramRecord {
  ledger: LedgerEntry[];
  seals: SealsInForce;
}

/**
 * Reads ledger and seals and holds each byte of them against what was written.
 *
 * @param faults  what is not as it was is added here
 * @returns null where they cannot be read
 */
export async function readRecord(directory: string, faults: Fault[]): Promise<ProgramRecord | null> {
  try {
    const ledger = await readLedger(directory);
    const seals = await readSeals(directory, ledger);
    const wrong = await notAsWritten(directory, ledger);
    faults.push(...wrong.map((place) => ({ place, problem: 'is not byte for byte as it was written' })));
    return { ledger, seals };
  } catch (error) {
    faults.push(faultOf(error));
    return null;
  }
}

/** A report that holds bears out no more than what was sealed. */
export function unsealedNotes({ protocol, baselines }: SealsInForce): string[] {
  return [
    ...(protocol === null
      ? ['the protocol is not sealed: nothing shows what was decided before results were seen']
      : []),
    ...(baselines.length === 0 ? ['no baseline is sealed: a corrected extract moves it, and nothing shows that'] : []),
  ];
}

/** Extracts corrected since a baseline was sealed: the report says what that moved, so it is no fault here. */
export function sealNotes({ baselines }: SealsInForce, inputs: Results['inputs']): string[] {
  return baselines.flatMap(({ deployment, unit, extracts }) =>
    extracts
      .filter(({ file, sha256 }) => inputs.some((input) => input.file === file && input.sha256 !== sha256))
      .map(({ file }) => `the baseline of ${deployment}, ${unit} was sealed on another version of ${file}`),
  );
}

/** A problem with a name as a fault; any other is thrown on. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof RealizedError)) throw error;
  return { place: error.code, problem: error.message };
}
