import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RealizedError } from '../errors.ts';
import type { Results } from '../results/schema.ts';
import { parseYaml } from '../yaml.ts';

/** Where the latest report of a program lies, as `realized run` writes it. */
export async function latestReport(directory: string): Promise<string> {
  const text = await readFile(join(directory, 'program.yaml'), 'utf8').catch((cause) => {
    throw new RealizedError('program.missing', { path: directory }, cause);
  });
  const read = parseYaml(text, 'program.yaml', z.looseObject({ program: z.string() }));
  if (read.value === null) throw new RealizedError('program.invalid', { problems: read.problems });
  return join('reports', read.value.program, 'latest');
}

/**
 * The results of a run, as its folder holds them.
 *
 * Their digest is held against the run's manifest: what the run wrote had been checked against its schema, so it need not be
 * checked again.
 *
 * @param folder  a run's folder, such as reports/<program>/latest
 * @throws `usage.invalid` where there is no report; `report.changed` where results.json is not what the run wrote
 */
export async function readResults(folder: string): Promise<Results> {
  const [text, manifest] = await Promise.all(
    ['results.json', 'manifest.json'].map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
  );
  if (text == null || manifest == null) {
    const hint = 'make one with `realized run PROGRAM`, or name the folder of a run, such as reports/<program>/latest';
    throw new RealizedError('usage.invalid', { message: `no report at «${folder}»`, hint });
  }
  const digest = createHash('sha256').update(text).digest('hex');
  if (!manifest.includes(`"${digest}"`))
    throw new RealizedError('report.changed', { file: join(folder, 'results.json') });
  return JSON.parse(text) as Results;
}
