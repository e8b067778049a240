import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { ExtractEntry } from '../program/program.ts';
import { type Refusal, type RefusalReason, Refused } from './refusal.ts';

/** A file that an extract entry names. */
export interface FoundFile {
  entry: ExtractEntry;
  /** Relative to the program folder, with `/`: the file's name in findings, results and keys. */
  file: string;
  /** Absolute, with symbolic links resolved. */
  path: string;
}

/**
 * Which files do the extract entries of a program name?
 *
 * Paths and globs are relative to the program folder: `*` and `?` stay inside one folder, `**` crosses folders and follows
 * no symbolic link; names that start with a dot must be named. A file counts once an entry, in the order of its path. What
 * lies outside the program folder and its `roots` is refused, also behind a symbolic link.
 *
 * @param roots  folders outside the program, as written in program.yaml
 * @returns files and refusals, both in the order of entries and paths
 */
export async function findFiles(
  programDirectory: string,
  roots: readonly string[],
  entries: readonly ExtractEntry[],
): Promise<{ found: FoundFile[]; refused: (Refusal & { entry: ExtractEntry })[] }> {
  const allowed = await realFolders([programDirectory, ...roots.map((root) => resolve(programDirectory, root))]);
  const found: FoundFile[] = [];
  const refused: (Refusal & { entry: ExtractEntry })[] = [];
  for (const entry of entries) {
    const seen = new Set<string>();
    for (const pattern of entry.files) {
      const matches = await expand(programDirectory, pattern);
      if (matches.length === 0) refused.push({ entry, file: pattern, ...missing(pattern) });
      for (const match of matches) {
        const file = relative(programDirectory, match).split(sep).join('/');
        if (seen.has(file)) continue;
        seen.add(file);
        try {
          found.push({ entry, file, path: await checkedPath(match, file, allowed) });
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          refused.push({ entry, file, reason: error.reason, detail: error.detail, remedy: error.remedy });
        }
      }
    }
  }
  return { found, refused };
}

function missing(pattern: string): { reason: RefusalReason; detail: string; remedy: string } {
  const detail = isGlob(pattern) ? 'no file matches' : 'there is no such file';
  return { reason: 'missing-file', detail, remedy: 'put the extract there, or mend `files:` in program.yaml' };
}

async function realFolders(folders: readonly string[]): Promise<string[]> {
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
  return real.filter((folder) => folder !== null);
}

async function checkedPath(path: string, file: string, allowed: readonly string[]): Promise<string> {
  const real = await realpath(path).catch(() => {
    throw new Refused('missing-file', 'a symbolic link that leads nowhere', 'mend the link, or remove it');
  });
  if (!allowed.some((folder) => real === folder || real.startsWith(folder + sep))) {
    const through = (await lstat(path)).isSymbolicLink() || !file.startsWith('..');
    const remedy = 'name its folder under `roots:` in program.yaml, or copy the file into the program folder';
    if (through) throw new Refused('symlink-escape', 'a symbolic link leads outside the allowed folders', remedy);
    throw new Refused('outside-roots', 'lies outside the program folder and its roots', remedy);
  }
  // Looked at before it is opened: opening a pipe or a device would wait for ever.
  const { isFile } = await stat(real).then((status) => ({ isFile: status.isFile() }));
  if (!isFile)
    throw new Refused('not-a-file', 'a folder or a device, not a file', 'name files, such as «folder/*.csv»');
  return real;
}

/** Absolute paths that a pattern matches, sorted; a plain path matches itself when it exists. */
async function expand(folder: string, pattern: string): Promise<string[]> {
  let paths = [folder];
  for (const part of pattern.split('/').filter((name) => name !== '' && name !== '.')) {
    const next = await Promise.all(paths.map((path) => step(path, part)));
    paths = [...new Set(next.flat())];
  }
  return pattern === '' ? [] : paths.sort((a, b) => (a < b ? -1 : 1));
}

async function step(path: string, part: string): Promise<string[]> {
  if (part === '**') return [path, ...(await foldersBelow(path))];
  if (!isGlob(part)) return (await lstat(join(path, part)).catch(() => null)) === null ? [] : [join(path, part)];
  const matcher = globMatcher(part);
  const names = await readdir(path).catch(() => []);
  return names.filter((name) => matcher.test(name)).map((name) => join(path, name));
}

async function foldersBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const below = await Promise.all(folders.map(({ name }) => foldersBelow(join(path, name))));
  return folders.flatMap(({ name }, index) => [join(path, name), ...below[index]!]);
}

function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

function globMatcher(part: string): RegExp {
  const source = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${part.startsWith('.') ? '' : '(?!\\.)'}${source}$`, 's');
}
