import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { nextDue } from '../delivery/due-times.ts';
import { crontabLine, systemdUnits } from '../delivery/timer-text.ts';
import { RealizedError } from '../errors.ts';
import { openProgram } from './open-program.ts';

export interface Schedule {
  crontab: string;
  systemd: { name: string; text: string }[];
  /** The next due time of each delivery, an instant in UTC; null where its pattern never comes. */
  next: { delivery: string; cron: string; zone: string; at: string | null }[];
}

/**
 * What must be told to cron or systemd so that a program's reports go out when they are due?
 *
 * @param out  where runs are written, as for `run`
 * @param now  the next due times are those after this instant
 * @throws `delivery.none` where the program delivers nothing
 */
export async function schedule(directory: string, out: string, now: Date): Promise<Schedule> {
  const { program } = await openProgram(directory, null);
  if (program.deliveries.length === 0) throw new RealizedError('delivery.none', { delivery: null, known: [] });
  const invocation = {
    node: process.execPath,
    script: process.argv[1]!,
    program: await realpath(directory),
    out: resolve(out),
    id: program.id,
  };
  return {
    crontab: crontabLine(invocation),
    systemd: systemdUnits(invocation),
    next: program.deliveries.map(({ id, cron, zone }) => ({
      delivery: id,
      cron,
      zone,
      at: nextDue({ cron, zone }, now)?.toISOString() ?? null,
    })),
  };
}
