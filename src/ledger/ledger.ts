import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chainFault, type LedgerEntry, type LedgerKind, nextEntry } from '../baseline/ledger-entry.ts';
import { RealizedError } from '../errors.ts';

export const LEDGER_FILE = 'ledger.jsonl';

/**
 * The record of a program: seals, runs, deliveries and acknowledgements, in order, each hashed over the one before.
 *
 * @param programDirectory  the folder that holds program.yaml
 * @returns the entries, oldest first; none where no ledger exists yet
 * @throws `ledger.broken` naming the first line that is not as it was written
 */
export async function readLedger(programDirectory: string): Promise<LedgerEntry[]> {
  const text = await readFile(join(programDirectory, LEDGER_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const entries: LedgerEntry[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line !== '') entries.push(parseLine(line, i + 1));
    else if (i < text.split('\n').length - 1) throw broken(i + 1, 'is empty');
  }
  const fault = chainFault(entries);
  if (fault) throw broken(fault.sequence, fault.problem);
  return entries;
}

/**
 * Adds one entry at the end, synced to disk before it returns.
 *
 * @param at  the instant of the entry
 * @returns the entry as written
 */
export async function appendEntry(
  programDirectory: string,
  kind: LedgerKind,
  data: Record<string, unknown>,
  at: string,
): Promise<LedgerEntry> {
  const entry = nextEntry((await readLedger(programDirectory)).at(-1) ?? null, kind, data, at);
  const file = await open(join(programDirectory, LEDGER_FILE), 'a');
  try {
    await file.appendFile(`${JSON.stringify(entry)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return entry;
}

function parseLine(line: string, number: number): LedgerEntry {
  try {
    const entry = JSON.parse(line) as LedgerEntry;
    if (entry.format !== 1)
      throw broken(number, `has the format ${JSON.stringify(entry.format)}, which this version does not know`);
    return entry;
  } catch (cause) {
    if (cause instanceof RealizedError) throw cause;
    throw broken(number, 'is not JSON', cause);
  }
}

function broken(line: number, problem: string, cause?: unknown): RealizedError {
  return new RealizedError('ledger.broken', { file: LEDGER_FILE, line, problem }, cause);
}
