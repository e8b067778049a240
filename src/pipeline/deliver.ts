import { lastDue } from '../delivery/due-times.ts';
import { RealizedError } from '../errors.ts';
import type { Delivery } from '../program/delivery.ts';
import { holdProgram } from './hold-program.ts';
import { openProgram } from './open-program.ts';
import { markDone, readDone, readOutbox } from './outbox.ts';
import { type DeliveryLine, prepareDelivery } from './prepare-delivery.ts';
import type { ProduceOptions } from './produce-run.ts';
import { runEvidence } from './run-evidence.ts';
import { sendOutbox } from './send-outbox.ts';
import { readSignIn } from './smtp.ts';

export interface DeliverOptions extends ProduceOptions {
  /** Where runs are written, as for `run`. */
  out: string;
  /** Only what is due, or every delivery now. */
  due: boolean;
  /** The one delivery that is meant; null for all. */
  only: string | null;
  /** The instant of this call. */
  now: Date;
  /** Where the sign-in of the mail server comes from. */
  environment: Record<string, string | undefined>;
}

/**
 * Sends what is due, and what is still on its way.
 *
 * ```
 * due times ─ run ─ verify ─ gate ─┬─ send, or send with a banner ─ outbox ─ SMTP ─ ledger
 *                                  ├─ folder ─ ledger
 *                                  └─ hold ─ ledger, and the owner is told
 * ```
 *
 * Safe to call every minute, and twice at once. Each step is on disk before the next one begins, so a call that is killed
 * goes on in the next: a due time is done with when its mails lie in the outbox, a mail leaves it when the ledger has it.
 * A call that is killed after the server took a mail and before that is on disk sends it again, with the same Message-ID.
 *
 * @returns what happened, one line per report and recipient; empty where nothing was due and nothing waits
 * @throws `delivery.none`, `delivery.sign-in`, and what stops opening a program; `warehouse.locked` while another delivery, or
 *         a run, is active
 */
export async function deliver(options: DeliverOptions): Promise<DeliveryLine[]> {
  const { program, directory } = await openProgram(options.directory, options.asOf);
  const chosen = program.deliveries.filter(({ id }) => options.only === null || id === options.only);
  if (chosen.length === 0) {
    throw new RealizedError('delivery.none', {
      delivery: options.only,
      known: program.deliveries.map(({ id }) => id),
    });
  }
  const [seen, waiting] = [await readDone(directory), await readOutbox(directory)];
  const isNew = chosen.some(({ id }) => seen[id] === undefined);
  if (options.due && !isNew && dueOf(chosen, seen, options).length === 0 && waiting.length === 0) return [];
  return holdProgram(
    directory,
    async () => {
      const signIn = program.mail === null ? null : await readSignIn(options.environment);
      const evidence = runEvidence({ ...options, directory });
      const lines: DeliveryLine[] = [];
      // Read again: another call may have done it meanwhile.
      for (const { delivery, at } of dueOf(chosen, await startedAt(directory, chosen, options.now), options)) {
        lines.push(...(await prepareDelivery({ directory, program, delivery, at, now: options.now, evidence })));
        await markDone(directory, delivery.id, at);
      }
      const sent = await sendOutbox({ directory, program, signIn, now: options.now, patient: options.due });
      return [...lines, ...sent];
    },
    'delivery',
  );
}

/** What is due, or everything now, with the instant it answers to. */
function dueOf(
  deliveries: readonly Delivery[],
  done: Record<string, string>,
  { due, now }: Pick<DeliverOptions, 'due' | 'now'>,
): { delivery: Delivery; at: Date }[] {
  if (!due) return deliveries.map((delivery) => ({ delivery, at: now }));
  return deliveries.flatMap((delivery) => {
    const since = done[delivery.id];
    const at = since === undefined ? null : lastDue(delivery, new Date(since), now);
    return at === null ? [] : [{ delivery, at }];
  });
}

/** Due times count from the first call that sees a delivery: a new one does not send what was due before there was one. */
async function startedAt(
  directory: string,
  deliveries: readonly Delivery[],
  now: Date,
): Promise<Record<string, string>> {
  const done = await readDone(directory);
  for (const { id } of deliveries) if (done[id] === undefined) await markDone(directory, id, now);
  return readDone(directory);
}
