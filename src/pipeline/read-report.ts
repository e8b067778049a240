import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { RealizedError } from '../errors.ts';
import { type Results, resultsSchema } from '../results/schema.ts';

/** Something that is not as it was: where, and what is wrong there. */
export interface Fault {
  place: string;
  problem: string;
}

/** A run's folder as it lies there today. */
export interface ReadReport {
  folder: string;
  files: Map<string, Buffer>;
  /** What the run was: from results.json where its digest holds, else from the manifest; null where neither can tell. */
  identity: { run_id: string; as_of: string; ledger_head: string | null } | null;
  /** Null where results.json cannot be read as results. */
  results: Results | null;
  faults: Fault[];
}

const identitySchema = z.object({ run_id: z.string(), as_of: z.iso.date(), ledger_head: z.string().nullable() });
const manifestSchema = z.object({
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
  predicate: identitySchema,
});

/**
 * Reads a run's folder and holds every file against the digests of its manifest.
 *
 * @param folder  a run's folder, such as reports/<program>/latest
 * @throws `usage.invalid` where the folder holds neither results.json nor manifest.json
 */
export async function readReport(folder: string): Promise<ReadReport> {
  const files = await filesBelow(folder);
  if (!files.has('results.json') && !files.has('manifest.json')) {
    const hint = 'name the folder of a run with --report, such as reports/<program>/latest';
    throw new RealizedError('usage.invalid', { message: `no report at «${folder}»`, hint });
  }
  const manifest = manifestSchema.safeParse(jsonOf(files.get('manifest.json')));
  const parsed = resultsSchema.safeParse(jsonOf(files.get('results.json')));
  const results = parsed.success ? parsed.data : null;
  const faults = manifest.success
    ? digestFaults(files, manifest.data.subject)
    : [{ place: 'manifest.json', problem: 'is missing, or is not the manifest of a run' }];
  const isResultsSound = !faults.some(({ place }) => place === 'results.json');
  const told = isResultsSound || !manifest.success ? results : manifest.data.predicate;
  const identity = identitySchema.safeParse(told);
  return { folder, files, identity: identity.success ? identity.data : null, results, faults };
}

function digestFaults(files: Map<string, Buffer>, subject: z.infer<typeof manifestSchema>['subject']): Fault[] {
  const digests = new Map(subject.map(({ name, digest }) => [name, digest.sha256]));
  const changed = [...digests].flatMap(([place, sha256]) => {
    const content = files.get(place);
    if (content === undefined) return [{ place, problem: 'is named by manifest.json and is not there' }];
    const now = createHash('sha256').update(content).digest('hex');
    return now === sha256 ? [] : [{ place, problem: `has the digest ${now}, in manifest.json ${sha256}` }];
  });
  const strangers = [...files.keys()].filter((place) => place !== 'manifest.json' && !digests.has(place));
  return [...changed, ...strangers.map((place) => ({ place, problem: 'is not named by manifest.json' }))];
}

function jsonOf(content: Buffer | undefined): unknown {
  try {
    return JSON.parse(content?.toString('utf8') ?? '');
  } catch {
    return null;
  }
}

async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.sort().map(async (path): Promise<[string, Buffer]> => {
    return [relative(folder, path).split(sep).join('/'), await readFile(path)];
  });
  return new Map(await Promise.all(read));
}
