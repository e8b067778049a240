import { join } from 'node:path';
import { completeLedger } from '../ledger/ledger.ts';
import { completeSeals } from '../ledger/seals.ts';
import type { Results } from '../results/schema.ts';
import { holdProgram } from './hold-program.ts';
import { type ProduceOptions, produceRun } from './produce-run.ts';
import { recordRun } from './record-run.ts';
import { writeLibrary } from './write-library.ts';
import { writeRun } from './write-run.ts';

export interface RunOptions extends ProduceOptions {
  /** Where `<program>/<run>` is written. */
  out: string;
}

export interface RunOutcome {
  results: Results;
  /** The run's folder. */
  folder: string;
}

/**
 * The main job: did the rollout pay off, and why may one believe it?
 *
 * Nothing is published before everything is there: an error leaves reports and ledger as they were.
 *
 * @throws RealizedError with exit code 2 (configuration), 3 (refused input) or 4 (another run is active)
 */
export async function run(options: RunOptions): Promise<RunOutcome> {
  return holdProgram(options.directory, async () => {
    await completeSeals(options.directory, await completeLedger(options.directory));
    const { results, outputs, files } = await produceRun(options);
    const folder = await writeRun(join(options.out, results.program.id), folderName(results), outputs);
    await recordRun(options.directory, results, files);
    await writeLibrary(options.out);
    return { results, folder };
  });
}

/** Sorts by day, and tells runs of one day apart. */
function folderName({ as_of: asOf, run_id: runId }: Results): string {
  return `${asOf}-${runId.slice(0, 12)}`;
}
