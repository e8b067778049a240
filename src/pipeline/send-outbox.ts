import { nextAttempt } from '../delivery/retry.ts';
import type { Program } from '../program/program.ts';
import { recordDelivery } from './delivery-record.ts';
import { messageOf, type QueuedMail, readOutbox, removeMail, updateMail } from './outbox.ts';
import type { DeliveryLine } from './prepare-delivery.ts';
import { queueNotice } from './queue-mail.ts';
import { handIn, type SignIn } from './smtp.ts';

interface Sending {
  directory: string;
  program: Program;
  signIn: SignIn;
  now: Date;
  /** Whether a mail waits for its next attempt; a delivery by hand tries everything, also what was given up. */
  patient: boolean;
}

/**
 * Hands in every mail of the outbox whose time has come, and writes into the ledger what became of it.
 *
 * Each step is on disk before the next: the card says `sent` before the ledger does, and the mail is removed when the ledger
 * has it. What a killed call left behind is gone on with here.
 */
export async function sendOutbox(sending: Sending): Promise<DeliveryLine[]> {
  const { directory, now, patient } = sending;
  const lines: DeliveryLine[] = [];
  for (const mail of await readOutbox(directory)) {
    const isDue = mail.status === 'waiting' && mail.next_attempt <= now.toISOString();
    const byHand = !patient && mail.status !== 'sent';
    const handed = isDue || byHand ? await attempt(sending, mail) : mail;
    if (handed.status === 'sent' || handed.status === 'failed') await settle(sending, handed);
    if (handed !== mail || handed.status === 'sent') lines.push(lineOf(handed));
  }
  return lines;
}

async function attempt({ directory, program, signIn, now }: Sending, mail: QueuedMail): Promise<QueuedMail> {
  const { mail: server } = program;
  const message = await messageOf(directory, mail);
  const result =
    server === null
      ? { kind: 'later' as const, detail: 'program.yaml names no mail server any more' }
      : await handIn(server, signIn, mail.to, message);
  const attempts = mail.attempts + 1;
  const next = result.kind === 'later' ? nextAttempt(new Date(mail.queued_at), attempts, now) : null;
  const status = result.kind === 'sent' ? 'sent' : next === null ? 'failed' : 'waiting';
  const tried: QueuedMail = {
    ...mail,
    status,
    attempts,
    next_attempt: (next ?? now).toISOString(),
    last_error: result.kind === 'sent' ? null : result.detail,
  };
  await updateMail(directory, tried);
  return tried;
}

/** Writes the end of a mail into the ledger. One that failed stays in the outbox, so that no report is lost. */
async function settle(sending: Sending, mail: QueuedMail): Promise<void> {
  const { directory, program, now } = sending;
  const { delivery, due, report, run_id, to, message_id, alerts, last_error: error } = mail;
  const outcome = mail.status === 'sent' ? 'sent' : 'failed';
  const reasons = error === null ? mail.reasons : [error];
  const record = { delivery, due, report, outcome, run_id, to, message_id, reasons } as const;
  await recordDelivery(directory, { ...record, ...(alerts.length === 0 ? {} : { alerts }) }, now);
  if (outcome === 'sent') return removeMail(directory, mail);
  const entry = program.deliveries.find(({ id }) => id === delivery);
  if (entry !== undefined && report !== 'notice' && entry.owner !== to) {
    const what = `could not reach ${to}`;
    const remedy = `The mail stays in the outbox; «realized deliver PROGRAM» tries it again.`;
    await queueNotice(
      { directory, program, now },
      { delivery: entry, due: new Date(due), what, reasons: [error!], remedy },
    );
  }
  await updateMail(directory, { ...mail, status: 'failed, recorded' });
}

function lineOf(mail: QueuedMail): DeliveryLine {
  const { delivery, report, to, status, next_attempt: next, last_error: error } = mail;
  if (status === 'sent') return { delivery, report, to, outcome: 'sent', detail: mail.reasons.join(' ') || null };
  if (status === 'failed') return { delivery, report, to, outcome: 'failed', detail: error };
  return { delivery, report, to, outcome: 'waits', detail: `${error}; next attempt ${next}` };
}
