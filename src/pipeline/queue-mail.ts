import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mail, messageId, ownerMail } from '../delivery/mail.ts';
import type { Delivery } from '../program/delivery.ts';
import type { Program } from '../program/program.ts';
import { enqueue, type QueuedMail } from './outbox.ts';
import { composeMessage } from './smtp.ts';

/** Where a mail comes from. */
interface Origin {
  directory: string;
  program: Program;
  delivery: Delivery;
  at: Date;
  now: Date;
}

/** A mail with its recipient, and what its card in the outbox remembers. */
interface Outgoing {
  mail: Mail;
  report: QueuedMail['report'];
  to: string;
  runId: string | null;
  reasons: string[];
  alerts: string[];
  /** Where its attachments lie; null for a mail without any. */
  folder: string | null;
}

/** Composes a mail once and puts it into the outbox; whatever becomes of the run's folder then, the mail is whole. */
export async function queueMail({ directory, program, delivery, at, now }: Origin, outgoing: Outgoing): Promise<void> {
  const { mail, report, to, runId, reasons, alerts, folder } = outgoing;
  const { from } = program.mail!;
  // A run's report has one id per recipient, whenever it is sent; a notice and alerts answer to their own time.
  const what = report === 'notice' || report === 'alerts' ? [delivery.id, at.toISOString()] : [runId ?? ''];
  const id = messageId([program.id, ...what, report, to], from);
  const attachments = mail.attachments.map(async (path) => ({
    filename: `${program.id}-${path}`,
    content: await readFile(join(folder!, path)),
  }));
  const message = await composeMessage(mail, await Promise.all(attachments), { from, to, messageId: id, date: now });
  const card: QueuedMail = {
    format: 1,
    delivery: delivery.id,
    due: at.toISOString(),
    report,
    run_id: runId,
    to,
    message_id: id,
    reasons,
    alerts,
    queued_at: now.toISOString(),
    status: 'waiting',
    attempts: 0,
    next_attempt: now.toISOString(),
    last_error: null,
  };
  await enqueue(directory, card, message);
}

/** Tells the owner of a delivery what became of it, where it has an owner. */
export async function queueNotice(
  origin: Omit<Origin, 'delivery' | 'at'>,
  notice: { delivery: Delivery; due: Date; what: string; reasons: string[]; remedy: string },
): Promise<void> {
  const { delivery, due, what, reasons, remedy } = notice;
  if (delivery.owner === null) return;
  const mail = ownerMail(origin.program, { delivery: delivery.id, what, reasons, remedy });
  const outgoing = { mail, report: 'notice' as const, to: delivery.owner, runId: null, reasons, alerts: [] };
  await queueMail({ ...origin, delivery, at: due }, { ...outgoing, folder: null });
}
