import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeliveredReport } from '../program/delivery.ts';
import { writeAtomic } from './write-atomic.ts';

/** A mail on its way: `<key>.json` in the outbox, with the message as it is handed in beside it as `<key>.eml`. */
export interface QueuedMail {
  format: 1;
  delivery: string;
  /** The due time that it answers; the instant of the call for a delivery by hand. */
  due: string;
  report: DeliveredReport | 'notice';
  run_id: string | null;
  to: string;
  message_id: string;
  /** What the banner says, or why the owner is told. */
  reasons: string[];
  /** Keys of the alerts that it tells. */
  alerts: string[];
  queued_at: string;
  /** `sent` and `failed` wait for their line in the ledger; what has failed stays until somebody delivers by hand. */
  status: 'waiting' | 'sent' | 'failed' | 'failed, recorded';
  attempts: number;
  next_attempt: string;
  last_error: string | null;
}

const OUTBOX = 'outbox';
const DONE = 'due.json';

/**
 * Puts a mail into the outbox, once: the same delivery, due time, report and recipient find the one that lies there.
 *
 * The message is written before its card, so that a card always has its message.
 *
 * @param message  RFC 5322
 */
export async function enqueue(directory: string, mail: QueuedMail, message: Uint8Array): Promise<void> {
  const waiting = await readOutbox(directory);
  if (waiting.some((other) => keyOf(other) === keyOf(mail))) return;
  await writeAtomic(join(directory, OUTBOX, `${keyOf(mail)}.eml`), message);
  await updateMail(directory, mail);
}

/** Every mail in the outbox, oldest first. */
export async function readOutbox(directory: string): Promise<QueuedMail[]> {
  const names = await readdir(join(directory, OUTBOX)).catch(() => []);
  const cards = names.filter((name) => /^[0-9a-f]{32}\.json$/.test(name)).sort();
  const mails = await Promise.all(
    cards.map(async (name) => JSON.parse(await readFile(join(directory, OUTBOX, name), 'utf8')) as QueuedMail),
  );
  return mails.sort((a, b) => (a.queued_at < b.queued_at ? -1 : a.queued_at > b.queued_at ? 1 : 0));
}

/** The message of a mail, as it was composed: each attempt hands in the same bytes. */
export function messageOf(directory: string, mail: QueuedMail): Promise<Buffer> {
  return readFile(join(directory, OUTBOX, `${keyOf(mail)}.eml`));
}

/** Writes a mail's card anew. */
export async function updateMail(directory: string, mail: QueuedMail): Promise<void> {
  await writeAtomic(join(directory, OUTBOX, `${keyOf(mail)}.json`), `${JSON.stringify(mail, null, 2)}\n`);
}

/** Takes a mail out of the outbox: its card first, so that no card is left without its message. */
export async function removeMail(directory: string, mail: QueuedMail): Promise<void> {
  await rm(join(directory, OUTBOX, `${keyOf(mail)}.json`), { force: true });
  await rm(join(directory, OUTBOX, `${keyOf(mail)}.eml`), { force: true });
}

/** Up to which instant the due times of each delivery are done with. */
export async function readDone(directory: string): Promise<Record<string, string>> {
  const text = await readFile(join(directory, OUTBOX, DONE), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string>;
}

export async function markDone(directory: string, delivery: string, due: Date): Promise<void> {
  const done = { ...(await readDone(directory)), [delivery]: due.toISOString() };
  await writeAtomic(join(directory, OUTBOX, DONE), `${JSON.stringify(done, null, 2)}\n`);
}

function keyOf({ delivery, due, report, to }: QueuedMail): string {
  return createHash('sha256')
    .update(JSON.stringify([delivery, due, report, to]))
    .digest('hex')
    .slice(0, 32);
}
