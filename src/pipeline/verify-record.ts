import type { LedgerEntry } from '../baseline/ledger-entry.ts';
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
