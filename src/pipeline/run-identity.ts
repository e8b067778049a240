import { createHash } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { canonicalJson } from '../canonical-json.ts';
import { appendEntry, readLedger } from '../ledger/ledger.ts';
import type { Results } from '../results/schema.ts';
import type { OpenProgram } from './open-program.ts';

export const TOOL_VERSION: string = packageJson.version;

/**
 * The name of a run: the hash of everything that decides what it says.
 *
 * File names do not enter, nor does where the program lies, the clock, the time zone of the machine or the number of threads.
 *
 * @param inputs  hashes of the extract files read
 * @param ledger  its seals decide what is compared; its runs do not
 */
export function runIdOf(
  open: OpenProgram,
  inputs: readonly { sha256: string }[],
  ledger: readonly LedgerEntry[],
): string {
  const { catalogue, texts, asOf } = open;
  const sql = [...catalogue.macros, ...catalogue.staging, ...catalogue.marts].map((file) => file.sql);
  const decides = {
    version: TOOL_VERSION,
    asOf,
    texts,
    sql,
    contracts: catalogue.contracts,
    kpis: catalogue.kpis.map((kpi) => kpi.hash),
    extracts: inputs.map((input) => input.sha256).sort(),
    seals: ledger.filter(({ kind }) => kind.endsWith('-seal')).map(({ hash }) => hash),
  };
  return createHash('sha256').update(canonicalJson(decides)).digest('hex');
}

/** The ledger head that a run prints: the one before its own entry, so that repeating the run repeats its bytes. */
export function headBefore(ledger: readonly LedgerEntry[], runId: string): string | null {
  const own = ledger.find(({ kind, data }) => kind === 'run' && data['run_id'] === runId);
  return own === undefined ? (ledger.at(-1)?.hash ?? null) : own.previous;
}

/** Writes a run into the ledger, once: a repeated run finds its entry. */
export async function recordRun(directory: string, results: Results): Promise<void> {
  const { run_id: runId, as_of: asOf } = results;
  const ledger = await readLedger(directory);
  if (ledger.some(({ kind, data }) => kind === 'run' && data['run_id'] === runId)) return;
  await appendEntry(
    directory,
    'run',
    { run_id: runId, as_of: asOf, tool_version: TOOL_VERSION },
    new Date().toISOString(),
  );
}
