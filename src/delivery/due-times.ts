import { Cron } from 'croner';
import type { Delivery } from '../program/delivery.ts';

/**
 * When was a delivery due last?
 *
 * Of several due times that were missed only the last counts: nobody wants three of one report because a server slept.
 * A time that a clock change skips is due when the clock has moved on; one that occurs twice is due once.
 *
 * @param since  due times up to this instant are done with
 * @param now    the instant it is
 * @returns the last due instant after `since` and not after `now`; null where there is none
 * @example lastDue({ cron: '0 7 1 * *', zone: 'America/Chicago' }, new Date('2026-05-20'), new Date('2026-06-01T12:00Z'))
 *          // 2026-06-01T12:00:00Z: seven in the morning in Chicago
 */
export function lastDue({ cron, zone }: Pick<Delivery, 'cron' | 'zone'>, since: Date, now: Date): Date | null {
  const job = new Cron(cron, { mode: '5-part', paused: true, timezone: zone });
  // The search begins before its reference and steps by whole seconds.
  const [due] = job.previousRuns(1, new Date((Math.floor(now.getTime() / 1000) + 1) * 1000));
  return due !== undefined && due > since ? due : null;
}

/** When is a delivery due next, after an instant? Null for a pattern that never comes, such as 31 February. */
export function nextDue({ cron, zone }: Pick<Delivery, 'cron' | 'zone'>, after: Date): Date | null {
  return new Cron(cron, { mode: '5-part', paused: true, timezone: zone }).nextRun(after);
}
