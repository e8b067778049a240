import { Cron } from 'croner';
import { z } from 'zod';
import type { Delivery, MailServer } from './delivery.ts';
import { id, text, zone } from './scalars.ts';

/** The part of program.yaml that says who gets which report when: `mail` and `deliveries`. */

const address = z.email({ error: ({ input }) => `«${input}» is not a mail address\nwrite it as name@host` });

const SECRET = z.never({
  error:
    'sign-in data does not belong into program.yaml, which is copied and committed\nset REALIZED_SMTP_USER and REALIZED_SMTP_PASSWORD, or name a file in REALIZED_SMTP_PASSWORD_FILE',
});

const THIS_MACHINE = ['localhost', '127.0.0.1', '::1'];

/** The server that takes mail. */
export const mailServer = z
  .strictObject({
    from: address,
    host: text,
    port: z.int().min(1).max(65_535).optional(),
    tls: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
    user: SECRET.optional(),
    password: SECRET.optional(),
    auth: SECRET.optional(),
  })
  .refine(({ host, tls }) => tls !== 'none' || THIS_MACHINE.includes(host), {
    error:
      'mail without TLS may only go to a relay on this machine\nwrite «tls: starttls», or «tls: implicit» for port 465',
    path: ['tls'],
  })
  .transform(
    ({ from, host, port, tls }): MailServer => ({ from, host, tls, port: port ?? (tls === 'implicit' ? 465 : 587) }),
  );

const cron = z.string().refine(isCron, {
  error: ({ input }) =>
    `«${input}» is not a cron expression of five fields\nwrite minute, hour, day of month, month and day of week, such as "0 7 1 * *"`,
});

const sending = z
  .strictObject({
    report: z.enum(['executive', 'project', 'finance', 'full', 'alerts']),
    to: z.array(address).default([]),
    folder: text.optional(),
  })
  .refine(({ to, folder }) => to.length > 0 || folder !== undefined, {
    error: 'this report goes nowhere\nadd «to:» with mail addresses, or «folder:»',
  })
  .refine(({ report, folder }) => report !== 'alerts' || folder === undefined, {
    error: 'alerts are told by mail only\nadd «to:» and take «folder:» out',
    path: ['folder'],
  })
  .transform(({ folder, ...s }) => ({ ...s, folder: folder ?? null }));

/** One delivery; its zone is the program's where it names none. */
export const delivery = z
  .strictObject({
    id,
    cron,
    zone: zone.optional(),
    owner: address.optional(),
    stale: z
      .strictObject({ after_days: z.int().min(1), action: z.enum(['banner', 'hold']).default('banner') })
      .default({ after_days: 35, action: 'banner' }),
    send: z.array(sending).min(1),
  })
  .transform(({ owner, zone, stale, ...d }): Omit<Delivery, 'zone'> & { zone: string | null } => ({
    ...d,
    zone: zone ?? null,
    owner: owner ?? null,
    stale: { afterDays: stale.after_days, action: stale.action },
  }));

function isCron(expression: string): boolean {
  try {
    return new Cron(expression, { mode: '5-part', paused: true }).getPattern() !== undefined;
  } catch {
    return false;
  }
}
