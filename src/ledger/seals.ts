import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { type BaselineSeal, type ProtocolSeal, type Seal, sealHash } from '../baseline/seal.ts';
import { namingFullDisk, RealizedError } from '../errors.ts';
import { appendEntry } from './ledger.ts';

export const SEALS_FOLDER = 'seals';

/** The seals in force: the latest protocol seal, and the latest baseline seal of each unit of each deployment. */
export interface SealsInForce {
  protocol: ProtocolSeal | null;
  baselines: BaselineSeal[];
  /** Every seal that another took the place of, with the one that did, in the order of the ledger. */
  replaced: { before: Seal; after: Seal }[];
}

/**
 * Reads a program's seals and holds each against the ledger.
 *
 * @param ledger  as read (ledger.ts)
 * @param until   the last entry that counts: what a past run knew is in force, though every seal is held against the ledger
 * @throws `seal.broken` for a seal that is missing, not JSON, of an unknown format, or not as the ledger recorded it;
 *         `seal.unfinished` for one that was cut off
 */
export async function readSeals(
  programDirectory: string,
  ledger: readonly LedgerEntry[],
  until = ledger.length,
): Promise<SealsInForce> {
  const recorded = ledger.filter(({ kind }) => kind.endsWith('-seal'));
  await refuseUnrecorded(programDirectory, recorded);
  const latest = new Map<string, Seal>();
  const replaced: SealsInForce['replaced'] = [];
  for (const entry of recorded) {
    const seal = await recordedSeal(programDirectory, entry);
    if (entry.sequence > until) continue;
    const before = latest.get(seriesName(seal));
    if (before !== undefined) replaced.push({ before, after: seal });
    latest.set(seriesName(seal), seal);
  }
  const seals = [...latest.values()];
  return {
    protocol: seals.find((seal) => seal.kind === 'protocol') ?? null,
    baselines: seals.filter((seal) => seal.kind === 'baseline'),
    replaced,
  };
}

/**
 * The protocol seal that a run was made under; no other seal is read.
 *
 * @param until  the last entry that the run knew
 * @throws `seal.broken` as `readSeals` does
 */
export async function protocolSealAt(
  programDirectory: string,
  ledger: readonly LedgerEntry[],
  until: number,
): Promise<ProtocolSeal | null> {
  const entry = ledger.findLast(({ kind, sequence }) => kind === 'protocol-seal' && sequence <= until);
  return entry === undefined ? null : ((await recordedSeal(programDirectory, entry)) as ProtocolSeal);
}

/** Behind the name of a seal that is being written. */
const DRAFT = '.draft';

/**
 * Writes a seal as the next version of its kind and records it in the ledger.
 *
 * It lies there as a draft until the ledger has it: whenever the work is cut off, `completeSeals` knows what was meant.
 *
 * @returns the file's name below seals/
 * @throws  `disk.full`, with nothing sealed
 */
export async function writeSeal(programDirectory: string, seal: Seal): Promise<string> {
  const name = `${seriesName(seal)}-${String(seal.version).padStart(4, '0')}.json`;
  const path = join(programDirectory, SEALS_FOLDER, name);
  await mkdir(join(programDirectory, SEALS_FOLDER), { recursive: true });
  await writeDraft(path, `${JSON.stringify(seal, null, 2)}\n`);
  const data = { file: name, sha256: sealHash(seal), reason: seal.reason };
  await appendEntry(programDirectory, `${seal.kind}-seal`, data, seal.sealed_at);
  await rename(path + DRAFT, path);
  return name;
}

async function writeDraft(path: string, text: string): Promise<void> {
  const file = await open(path + DRAFT, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path + DRAFT);
    throw namingFullDisk(error, path);
  } finally {
    await file.close();
  }
}

/**
 * Puts in place what a seal that was cut off had recorded already; a draft that was never recorded is no seal, and goes.
 *
 * For those who hold the program; a reader is told instead.
 */
export async function completeSeals(programDirectory: string, ledger: readonly LedgerEntry[]): Promise<void> {
  const recorded = new Set(ledger.filter(({ kind }) => kind.endsWith('-seal')).map(({ data }) => String(data['file'])));
  const folder = join(programDirectory, SEALS_FOLDER);
  const files: string[] = await readdir(folder).catch(() => []);
  for (const draft of files.filter((file) => file.endsWith(DRAFT))) {
    const name = draft.slice(0, -DRAFT.length);
    if (recorded.has(name) && !files.includes(name)) await rename(join(folder, draft), join(folder, name));
    else await rm(join(folder, draft));
  }
}

/** One name for all versions of a seal. */
function seriesName(seal: Seal): string {
  return seal.kind === 'protocol' ? 'protocol' : `baseline-${seal.deployment}-${encodeURIComponent(seal.unit)}`;
}

async function recordedSeal(programDirectory: string, { data }: LedgerEntry): Promise<Seal> {
  const file = String(data['file']);
  const path = join(programDirectory, SEALS_FOLDER, file);
  const text = await readFile(path, 'utf8').catch((cause) => {
    if (existsSync(path + DRAFT))
      throw new RealizedError('seal.unfinished', { file: `${SEALS_FOLDER}/${file}` }, cause);
    throw broken(file, 'is recorded in the ledger and cannot be read', cause);
  });
  let seal: Seal;
  try {
    seal = JSON.parse(text);
  } catch (cause) {
    throw broken(file, 'is not JSON', cause);
  }
  if (seal.format !== 1)
    throw broken(file, `has the format ${JSON.stringify(seal.format)}, which this version does not know`);
  if (sealHash(seal) !== data['sha256']) throw broken(file, 'is not as the ledger recorded it');
  return seal;
}

async function refuseUnrecorded(programDirectory: string, recorded: readonly LedgerEntry[]): Promise<void> {
  const files = await readdir(join(programDirectory, SEALS_FOLDER)).catch(() => []);
  const known = new Set(recorded.map(({ data }) => data['file']));
  const stranger = files.find((file) => file.endsWith('.json') && !known.has(file));
  if (stranger !== undefined) throw broken(stranger, 'is not recorded in the ledger');
}

function broken(file: string, problem: string, cause?: unknown): RealizedError {
  return new RealizedError('seal.broken', { file: `${SEALS_FOLDER}/${file}`, problem }, cause);
}
