import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import { Warehouse } from '../warehouse/duckdb.ts';

/**
 * Lets one run at a time work on a program.
 *
 * The lock is DuckDB's own, on a small database file of its own: the operating system drops it however the process ends,
 * and whoever comes second learns the holder's PID.
 *
 * @param programDirectory  the folder that holds program.yaml
 * @param work  what to do while the program is held
 * @param purpose  `run` for whatever writes cache or ledger; `delivery` keeps deliveries from each other, and not from runs
 * @throws `program.missing` (exit 2) before anything is made there; `warehouse.locked` (exit 4) when another process holds the program
 */
export async function holdProgram<T>(
  programDirectory: string,
  work: () => Promise<T>,
  purpose: 'run' | 'delivery' = 'run',
): Promise<T> {
  await access(join(programDirectory, 'program.yaml')).catch((cause) => {
    throw new RealizedError('program.missing', { path: programDirectory }, cause);
  });
  const cache = join(programDirectory, '.realized');
  await mkdir(cache, { recursive: true });
  const settings = { memoryLimit: '64MB', threads: 1, tempDirectory: join(cache, 'tmp') };
  const lock = await Warehouse.open(join(cache, purpose === 'run' ? 'lock.duckdb' : 'delivery-lock.duckdb'), settings);
  try {
    return await work();
  } finally {
    await lock.close();
  }
}
