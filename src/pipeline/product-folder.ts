import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Where do the files that ship with the product (sql/, the starter program) lie?
 *
 * @returns the product's root folder: the nearest one above this file that holds sql/contract, whether this runs from
 *          src/ or from build/src/
 */
export function productFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'sql', 'contract'))) folder = dirname(folder);
  return folder;
}
