import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import nodemailer from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from '../delivery/mail.ts';
import { RealizedError } from '../errors.ts';
import type { MailServer } from '../program/delivery.ts';

/** Who signs in at the mail server; null for a server that asks nobody. */
export type SignIn = { user: string; pass: string } | null;

/** What came of handing a mail in. A `later` may end well; `never` is the server's last word. */
export type Handed = { kind: 'sent' } | { kind: 'later' | 'never'; detail: string };

/** How long a server may keep silent. */
const SILENCE_MS = 60_000;

/**
 * Reads who signs in at the mail server, from the environment alone.
 *
 * @param environment  REALIZED_SMTP_USER with REALIZED_SMTP_PASSWORD, or with REALIZED_SMTP_PASSWORD_FILE
 * @throws `delivery.sign-in` where one of the two is missing or the file cannot be read
 */
export async function readSignIn(environment: Record<string, string | undefined>): Promise<SignIn> {
  const user = environment['REALIZED_SMTP_USER'];
  const file = environment['REALIZED_SMTP_PASSWORD_FILE'];
  const given = environment['REALIZED_SMTP_PASSWORD'];
  if (!user && !file && !given) return null;
  if (!user) throw new RealizedError('delivery.sign-in', { problem: 'a mail password is set, but no user' });
  if (given) return { user, pass: given };
  if (!file) throw new RealizedError('delivery.sign-in', { problem: 'a mail user is set, but no password' });
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new RealizedError('delivery.sign-in', { problem: `the password file «${file}» cannot be read` }, cause);
  });
  return { user, pass: text.replace(/\r?\n$/, '') };
}

/** A file that goes along with a mail. */
export interface Attachment {
  filename: string;
  content: Buffer;
}

/**
 * A mail as the message that is handed in (RFC 5322): the same mail, date and id give the same bytes.
 *
 * @param messageId  in angle brackets (delivery/mail.ts)
 */
export async function composeMessage(
  mail: Mail,
  attachments: readonly Attachment[],
  { from, to, messageId, date }: { from: string; to: string; messageId: string; date: Date },
): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to,
    messageId,
    date,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: attachments.map((attachment) => ({ ...attachment })),
    // RFC 3834: no holiday notice answers what no person has sent.
    headers: { 'Auto-Submitted': 'auto-generated' },
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Hands one message in for one recipient; never throws for what a server or a network does. */
export async function handIn(
  { from, host, port, tls }: MailServer,
  signIn: SignIn,
  to: string,
  message: Buffer,
): Promise<Handed> {
  const transport = nodemailer.createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    ...(signIn === null ? {} : { auth: signIn }),
  });
  try {
    await transport.sendMail({ envelope: { from, to: [to] }, raw: message });
    return { kind: 'sent' };
  } catch (error) {
    const { code, responseCode = 0, message: detail } = error as Error & { code?: string; responseCode?: number };
    // A 5xx answer to sender, recipient or message is final; one to sign-in or STARTTLS is mended by whoever runs the server.
    const final = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
    return { kind: final ? 'never' : 'later', detail: detail.replace(/\s+/g, ' ').slice(0, 300) };
  } finally {
    transport.close();
  }
}
