import { unzipSync, type Zippable, zipSync } from 'fflate';

/** Files by path, with `/`. */
export type ArchiveFiles = ReadonlyMap<string, Uint8Array>;

export const README_FILE = 'README.txt';

/** What a zip notes as the time of each file: its earliest, in local time, as zip has it. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * One zip of these files; the same files give the same bytes, whatever the machine, its zone or the time.
 *
 * @example archiveOf(new Map([['report/results.json', bytes]]))
 */
export function archiveOf(files: ArchiveFiles): Uint8Array {
  const paths = [...files.keys()].sort();
  const zippable: Zippable = Object.fromEntries(paths.map((path) => [path, [files.get(path)!, { mtime: NO_TIME }]]));
  return zipSync(zippable, { level: 6 });
}

/**
 * The files of an archive, or why they cannot be had: what lies in it decides where it would be written.
 *
 * @example filesOfArchive(bytes).problem  // 'names a place outside itself: ../program.yaml'
 */
export function filesOfArchive(
  archive: Uint8Array,
): { files: Map<string, Uint8Array>; problem: null } | { files: null; problem: string } {
  const refused = (problem: string) => ({ files: null, problem });
  let files: Map<string, Uint8Array>;
  try {
    files = new Map(Object.entries(unzipSync(archive)));
  } catch {
    return refused('cannot be unpacked: it was cut, or changed');
  }
  const paths = [...files.keys()];
  const outside = paths.find((path) => /^\/|^[a-z]:|[\\\0]/i.test(path) || path.split('/').includes('..'));
  if (outside !== undefined) return refused(`names a place outside itself: ${outside}`);
  const both = paths.find((path) => paths.some((other) => other.startsWith(`${path}/`)));
  if (both !== undefined) return refused(`names a file that is also a folder: ${both}`);
  if (!files.has('report/results.json') && !files.has('report/manifest.json')) {
    return refused('holds no report: neither report/results.json nor report/manifest.json is there');
  }
  return { files, problem: null };
}

/** What an archive says of itself to whoever opens it. */
export function archiveReadMe({ run_id: runId, as_of: asOf }: { run_id: string; as_of: string }): string {
  return `Run ${runId}, as of ${asOf}.

report/    what the run wrote; manifest.json is an in-toto Statement v1 with the SHA-256 of each file
program/   program.yaml and the files it names as run, the ledger and the seals
sql/       contracts and SQL that ship with the product, as run

Check it without anything else:  realized verify --archive FILE
With the program and its extracts: realized verify PROGRAM --archive FILE

It holds no extract and no row. results.json is not suppressed: small counts can tell of people, so hand it on as you
would the extracts.
`;
}
