import { cp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import { productFolder } from './product-folder.ts';

/**
 * Starts a program: copies the commented starter into a folder, which is made if need be.
 *
 * @param directory  may hold other files; none of them is touched
 * @returns the files written, relative to the folder, in order
 * @throws `usage.invalid` when one of the starter's files is there already; nothing is written then
 */
export async function init(directory: string): Promise<string[]> {
  const starter = join(productFolder(), 'src', 'program', 'template');
  const files = await filesBelow(starter);
  for (const file of files) {
    if (!(await exists(join(directory, file)))) continue;
    throw new RealizedError('usage.invalid', {
      message: `«${join(directory, file)}» is there already`,
      hint: 'name another folder; `realized init` never overwrites a file',
    });
  }
  await cp(starter, directory, { recursive: true, force: false, errorOnExist: true });
  return files;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
