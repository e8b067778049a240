import { createHash } from 'node:crypto';
import { cp, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { namingFullDisk } from '../errors.ts';
import type { Results } from '../results/schema.ts';

/** One file of a run, by its path below the run's folder. */
export interface Output {
  path: string;
  content: string | Uint8Array;
}

/** A thousand charts wait for the disk a thousand times: so many files are written and synced at a time. */
const WRITERS = 8;

/**
 * Writes a run's files so that a reader finds all of them or the run before: they are written aside, synced and copied, then
 * moved into `<out>/<program>/<run>` and `<out>/<program>/latest`.
 *
 * @param folder   `<out>/<program>`
 * @param run      the run's folder name
 * @param outputs  the files
 * @returns the run's folder
 * @throws  `disk.full`, with nothing left aside
 */
export async function writeRun(folder: string, run: string, outputs: readonly Output[]): Promise<string> {
  const target = join(folder, run);
  const [aside, copy] = [join(folder, `.${run}.${process.pid}`), join(folder, `.latest.${process.pid}`)];
  const clear = () => Promise.all([aside, copy].map((path) => rm(path, { recursive: true, force: true })));
  await clear();
  try {
    await writeAll(aside, outputs);
    await cp(aside, copy, { recursive: true });
    await replaceFolder(aside, target);
    await replaceFolder(copy, join(folder, 'latest'));
  } catch (error) {
    await clear();
    throw namingFullDisk(error, target);
  }
  return target;
}

async function writeAll(folder: string, outputs: readonly Output[]): Promise<void> {
  const rest = outputs.values();
  const writeRest = async () => {
    for (const { path, content } of rest) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeSynced(join(folder, path), content);
    }
  };
  const writers = await Promise.allSettled(Array.from({ length: WRITERS }, writeRest));
  const failed = writers.find((writer) => writer.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/**
 * The run's manifest: an in-toto Statement v1 over every file of the run, so that any tool that reads attestations can
 * check it.
 *
 * @param outputs  the files of the run, the manifest itself not among them
 * @param results  for what the files were made from
 * @source https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export function manifestOf(outputs: readonly Output[], results: Results): Output {
  const subject = outputs.map(({ path, content }) => ({
    name: path,
    digest: { sha256: createHash('sha256').update(content).digest('hex') },
  }));
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'urn:realized:run:v1',
    predicate: {
      run_id: results.run_id,
      program: results.program.id,
      as_of: results.as_of,
      tool_version: results.tool_version,
      ledger_head: results.ledger_head,
      inputs: results.inputs.map(({ file, sha256, records }) => ({ file, sha256, records })),
    },
  };
  return { path: 'manifest.json', content: `${JSON.stringify(statement, null, 2)}\n` };
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content);
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}

async function replaceFolder(from: string, to: string): Promise<void> {
  const old = `${from}.old`;
  await rename(to, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(from, to);
  await rm(old, { recursive: true, force: true });
}
