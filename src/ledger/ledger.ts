import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chainFault, type LedgerEntry, type LedgerKind, nextEntry } from '../baseline/ledger-entry.ts';
import { namingFullDisk, RealizedError } from '../errors.ts';

export const LEDGER_FILE = 'ledger.jsonl';

/**
 * The record of a program: seals, runs, deliveries and acknowledgements, in order, each hashed over the one before.
 *
 * @param programDirectory  the folder that holds program.yaml
 * @returns the entries, oldest first; none where no ledger exists yet
 * @throws `ledger.broken` naming the first line that is not as it was written; `ledger.unfinished` where the last entry was
 *         cut off while it was written
 */
export async function readLedger(programDirectory: string): Promise<LedgerEntry[]> {
  const { whole, half } = await readParts(programDirectory);
  const entries = entriesOf(whole);
  if (half !== '') throw new RealizedError('ledger.unfinished', { file: LEDGER_FILE, line: entries.length + 1 });
  return entries;
}

/**
 * Reads a ledger and puts an end to what was cut off while it was written, for those who hold the program.
 *
 * Half an entry says nothing and nothing follows it. It does not go in silence: an entry of its own keeps its text, so that
 * who cuts a ledger in the middle of a line cannot pass it for an accident unseen.
 *
 * @throws `ledger.broken` as `readLedger` does
 */
export async function completeLedger(programDirectory: string): Promise<LedgerEntry[]> {
  const { text, whole, half } = await readParts(programDirectory);
  const entries = entriesOf(whole);
  if (whole === text) return entries;
  const at = new Date().toISOString();
  const added = half === '' ? [] : [nextEntry(entries.at(-1) ?? null, 'cut-off', { text: half }, at)];
  const path = join(programDirectory, LEDGER_FILE);
  const mended = `${path}.${process.pid}`;
  await writeSynced(mended, 'w', whole + added.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  await rename(mended, path);
  return [...entries, ...added];
}

/**
 * Adds one entry at the end, synced to disk before it returns.
 *
 * @param at  the instant of the entry
 * @returns the entry as written
 * @throws  `disk.full`, with the ledger as it was
 */
export async function appendEntry(
  programDirectory: string,
  kind: LedgerKind,
  data: Record<string, unknown>,
  at: string,
): Promise<LedgerEntry> {
  const entry = nextEntry((await readLedger(programDirectory)).at(-1) ?? null, kind, data, at);
  await writeSynced(join(programDirectory, LEDGER_FILE), 'a', `${JSON.stringify(entry)}\n`);
  return entry;
}

/**
 * A ledger's text; its whole lines, each with its break, which the last may lack; and the half of one that was cut off while it
 * was written, which is no JSON.
 */
async function readParts(programDirectory: string): Promise<{ text: string; whole: string; half: string }> {
  const text = await readFile(join(programDirectory, LEDGER_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const end = text.lastIndexOf('\n') + 1;
  const last = text.slice(end);
  return isJson(last) ? { text, whole: `${text}\n`, half: '' } : { text, whole: text.slice(0, end), half: last };
}

function entriesOf(text: string): LedgerEntry[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const entries = lines.map((line, i) => {
    if (line === '') throw broken(i + 1, 'is empty');
    return parseLine(line, i + 1);
  });
  const fault = chainFault(entries);
  if (fault) throw broken(fault.sequence, fault.problem);
  return entries;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** All of the text, or, where it does not get there, the file as it was before. */
async function writeSynced(path: string, flag: 'a' | 'w', text: string): Promise<void> {
  const file = await open(path, flag);
  const { size } = await file.stat();
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await file.truncate(size);
    if (size === 0) await rm(path);
    throw namingFullDisk(error, path);
  } finally {
    await file.close();
  }
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
