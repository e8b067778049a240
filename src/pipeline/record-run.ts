import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { appendEntry, readLedger } from '../ledger/ledger.ts';
import { runHeadline } from '../results/run-headline.ts';
import type { Results } from '../results/schema.ts';
import { entryOf, TOOL_VERSION } from './run-identity.ts';

/**
 * Writes a run into the ledger, once: a repeated run finds its entry.
 *
 * Behind it comes one entry for each finding that the program accepts with a reason and the ledger does not hold yet: who
 * takes the reason away later does not take it out of the record.
 *
 * @param files  what decided the run (decidingFiles)
 */
export async function recordRun(directory: string, results: Results, files: Record<string, string>): Promise<void> {
  const { run_id: runId, as_of: asOf } = results;
  const ledger = await readLedger(directory);
  if (entryOf(ledger, runId) !== undefined) return;
  const run = { run_id: runId, as_of: asOf, tool_version: TOOL_VERSION, files, headline: runHeadline(results) };
  await appendEntry(directory, 'run', run, new Date().toISOString());
  for (const acknowledged of newAcknowledgements(ledger, results)) {
    const data = { run_id: runId, ...acknowledged };
    await appendEntry(directory, 'acknowledgement', data, new Date().toISOString());
  }
}

/** A finding that the program accepts. */
type Acknowledgement = Record<'code' | 'kpi' | 'unit' | 'reason', string | null>;

function newAcknowledgements(ledger: readonly LedgerEntry[], { findings }: Results): Acknowledgement[] {
  const told = ({ code, kpi, unit, reason }: Acknowledgement) => JSON.stringify([code, kpi, unit, reason]);
  const known = new Set(
    ledger.filter(({ kind }) => kind === 'acknowledgement').map(({ data }) => told(data as Acknowledgement)),
  );
  const accepted = findings.flatMap(({ code, at, acknowledged }) =>
    acknowledged === undefined ? [] : [{ code, kpi: at.kpi ?? null, unit: at.unit ?? null, reason: acknowledged }],
  );
  const fresh = new Map(accepted.map((one) => [told(one), one]));
  return [...fresh].filter(([key]) => !known.has(key)).map(([, one]) => one);
}
