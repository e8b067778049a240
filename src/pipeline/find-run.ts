import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';

const REPORTS = 'reports';

/**
 * Which folder holds the run that somebody names?
 *
 * @param written  its folder, or a part of its name below reports/<program>/: the day, or the start of the run's id
 * @throws `usage.invalid` where there is none, or more than one
 * @example await findRun('102f661647e6')  // 'reports/riverside/2025-12-01-102f661647e6'
 */
export async function findRun(written: string): Promise<string> {
  if (existsSync(join(written, 'results.json'))) return written;
  const programs = await readdir(REPORTS).catch(() => []);
  const found: string[] = [];
  for (const program of programs) {
    const runs = await readdir(join(REPORTS, program)).catch(() => []);
    const named = runs.filter((run) => run !== 'latest' && !run.startsWith('.') && run.includes(written.slice(0, 64)));
    found.push(...named.map((run) => join(REPORTS, program, run)));
  }
  if (found.length === 1) return found[0]!;
  const hint =
    found.length === 0
      ? `name its folder, such as ${REPORTS}/<program>/<run>`
      : `name one of them:\n    ${found.join('\n    ')}`;
  const message = found.length === 0 ? `no run «${written}»` : `${found.length} runs are called «${written}»`;
  throw new RealizedError('usage.invalid', { message, hint });
}
