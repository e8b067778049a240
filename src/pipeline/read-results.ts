import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import type { Results } from '../results/schema.ts';

/** The program's id on a line of its own, as nearly every file has it: the rest need not be read for it. */
const PLAIN_ID = /^program: *([a-z0-9_/-]+) *(?:#.*)?$/m;

/** Where the latest report of a program lies, as `realized run` writes it. */
export async function latestReport(directory: string): Promise<string> {
  const text = await readFile(join(directory, 'program.yaml'), 'utf8').catch((cause) => {
    throw new RealizedError('program.missing', { path: directory }, cause);
  });
  const plain = PLAIN_ID.exec(text);
  if (plain !== null) return join('reports', plain[1]!, 'latest');
  const { readYaml } = await import('../yaml.ts');
  const { raw, problems, problemAt } = readYaml(text, 'program.yaml');
  const id = (raw as { program?: unknown } | null | undefined)?.program;
  if (typeof id === 'string') return join('reports', id, 'latest');
  const missing = problemAt(['program'], '«program» is missing', 'add «program:»');
  throw new RealizedError('program.invalid', { problems: problems.length > 0 ? problems : [missing] });
}

/**
 * The results of a run, as its folder holds them.
 *
 * Their digest is held against the run's manifest: what the run wrote had been checked against its schema, so it need not be
 * checked again, and each part is read when it is first asked for.
 *
 * @param folder  a run's folder, such as reports/<program>/latest
 * @throws `usage.invalid` where there is no report; `report.changed` where results.json is not what the run wrote
 */
export async function readResults(folder: string): Promise<Results> {
  return readInParts(await readAsWritten(folder, 'results.json'));
}

/**
 * A file of a run, held against the run's manifest.
 *
 * @throws `usage.invalid` where there is no report; `report.changed` where the file is not what the run wrote
 */
export async function readAsWritten(folder: string, file: string): Promise<Buffer> {
  const [bytes, manifest] = await Promise.all(
    [file, 'manifest.json'].map((name) => readFile(join(folder, name)).catch(() => null)),
  );
  if (bytes == null || manifest == null) {
    const hint = 'make one with `realized run PROGRAM`, or name the folder of a run, such as reports/<program>/latest';
    throw new RealizedError('usage.invalid', { message: `no report at «${folder}»`, hint });
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (!manifest.includes(`"${digest}"`)) throw new RealizedError('report.changed', { file: join(folder, file) });
  return bytes;
}

/** The start of a line with a key of the whole: what lies below stands further in, and no text holds a line break. */
const KEY_AT = '\n "';

/** JSON as a run writes it, one space a level, whose keys are parsed when they are first asked for. */
function readInParts(bytes: Buffer): Results {
  const results = {};
  for (let from = bytes.indexOf(KEY_AT), next = from; from !== -1; from = next) {
    next = bytes.indexOf(KEY_AT, from + KEY_AT.length);
    const [quote, end] = [bytes.indexOf('"', from + KEY_AT.length), next === -1 ? bytes.lastIndexOf('\n}') : next - 1];
    const name = bytes.toString('utf8', from + KEY_AT.length, quote);
    Object.defineProperty(results, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = JSON.parse(bytes.toString('utf8', quote + '": '.length, end));
        Object.defineProperty(results, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return results as Results;
}
