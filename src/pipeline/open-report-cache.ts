import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import type { Results } from '../results/schema.ts';
import { Warehouse } from '../warehouse/duckdb.ts';
import type { AsMeasured, AsRun } from './as-run.ts';
import { readAsWritten } from './read-results.ts';

/** What a report was measured with, on which day. */
export type MeasuredReport = AsMeasured & { asOf: string };

/**
 * Work on the cache that a report was made from, with the definitions that the report itself says it was measured with:
 * those of its day, under its seals, whatever became of the program since.
 *
 * The cache is read and stays as it is.
 *
 * @param folder  the report's
 * @throws `cache.other` where the cache is missing or holds other extracts, or another day, than the report
 */
export async function withReportCache<T>(
  { directory, folder, results }: { directory: string; folder: string; results: Results },
  work: (measured: MeasuredReport, warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const { measured }: AsRun = JSON.parse((await readAsWritten(folder, 'as-run.json')).toString());
  const path = join(directory, '.realized', 'warehouse.duckdb');
  if (!existsSync(path)) throw otherCache('this program has no cache', results);
  // One cell is soon read: a second thread costs more than it saves.
  const settings = { memoryLimit: '1GB', threads: 1, tempDirectory: join(tmpdir(), `realized-${process.pid}`) };
  const warehouse = await Warehouse.open(path, { ...settings, readOnly: true });
  try {
    // Several statements read the same files, and nobody changes them meanwhile.
    await warehouse.run('set parquet_metadata_cache = true');
    await refuseOtherCache(warehouse, results);
    return await work({ ...measured, asOf: results.as_of }, warehouse);
  } finally {
    await warehouse.close();
  }
}

async function refuseOtherCache(warehouse: Warehouse, results: Results): Promise<void> {
  const [judged] = await warehouse.rows<{ day: string }>('select as_of_date::varchar as day from program');
  if (judged?.day !== results.as_of) {
    throw otherCache(`the cache is judged on ${judged?.day ?? 'no day'}, the report on ${results.as_of}`, results);
  }
  const loaded = await warehouse.rows<{ sha256: string }>('select sha256 from load order by sha256');
  const read = results.inputs.map(({ sha256 }) => sha256).sort();
  if (JSON.stringify(loaded.map(({ sha256 }) => sha256)) !== JSON.stringify(read)) {
    throw otherCache('the cache holds other extracts than the report was made from', results);
  }
}

function otherCache(message: string, { as_of: asOf }: Results): RealizedError {
  return new RealizedError('cache.other', { message, asOf });
}
