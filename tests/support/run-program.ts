import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../../src/pipeline/run.ts';
import type { Results } from '../../src/results/schema.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * The results of the main job on a copy of a program, so that neither cache nor ledger touches the original.
 *
 * @param program  path of the program folder from the root; the copy lies as deep below it (build/runs/<name>), so that
 *                 paths to extracts outside stay right
 */
export async function runCopy(program: string): Promise<Results> {
  const name = program.split('/').at(-1)!;
  const directory = join(root, 'build/runs', name);
  rmSync(directory, { recursive: true, force: true });
  cpSync(join(root, program), directory, { recursive: true });
  const { results } = await run({
    directory,
    asOf: null,
    out: join(root, 'build/runs/reports'),
    memoryLimit: '1GB',
    threads: null,
    cache: null,
    progress: () => {},
  });
  return results;
}
