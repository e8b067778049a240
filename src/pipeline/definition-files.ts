import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest, type ProgramProblem, RealizedError } from '../errors.ts';
import type { SqlFile } from '../warehouse/catalogue.ts';
import { productFolder } from './product-folder.ts';

/** Reads contracts and SQL files and gathers what is wrong with them, so that all of it is told at once. */
export interface DefinitionReader {
  problems: ProgramProblem[];
  /** The files of a folder, those that ship with the product and the program's own, by name. */
  read(folder: string): Promise<SqlFile[]>;
  /** What the files define; those that cannot be read are left out and add to `problems`. */
  parsed<T>(files: readonly SqlFile[], parse: (text: string, file: string) => T): T[];
}

/**
 * Reads what ships with the product and what a program folder adds under new names.
 *
 * @param programDirectory  null for what ships alone
 * @example await definitionReader(null).read('kpi')  // [{ name: 'account_orphaned', file: 'sql/kpi/account_orphaned.sql', … }, …]
 */
export function definitionReader(programDirectory: string | null): DefinitionReader {
  const shipped = join(productFolder(), 'sql');
  const problems: ProgramProblem[] = [];
  return {
    problems,
    async read(folder) {
      const own = programDirectory === null ? [] : await filesIn(programDirectory, folder, '');
      const files = await filesIn(shipped, folder, 'sql/');
      for (const { name, file } of own) {
        if (!files.some((other) => other.name === name)) continue;
        const message = `«${name}» ships with the product`;
        problems.push({ file, line: 1, column: 1, message, hint: 'choose a new name; what ships is not replaced' });
      }
      return [...files, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    parsed: (files, parse) =>
      files.flatMap(({ sql, file }) => {
        try {
          return [parse(sql, file)];
        } catch (error) {
          if (!(error instanceof RealizedError) || error.code !== 'program.invalid') throw error;
          problems.push(...(error as RealizedError<'program.invalid'>).data.problems);
          return [];
        }
      }),
  };
}

/** The files of a folder by name; none where the folder is missing. `shown` stands before the path in messages. */
async function filesIn(root: string, folder: string, shown: string): Promise<SqlFile[]> {
  const directory = join(root, folder);
  if (!existsSync(directory)) return [];
  const extension = folder === 'contract' ? '.yaml' : '.sql';
  const names = (await readdir(directory)).filter((name) => name.endsWith(extension)).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.slice(0, -extension.length),
      file: `${shown}${folder}/${name}`,
      sql: await readFile(join(directory, name), 'utf8'),
    })),
  );
}

/** The hint beside a name that nothing has. */
export function didYouMean(written: string, valid: readonly string[], otherwise: string): string {
  const near = nearest(written, valid);
  return near === null ? otherwise : `did you mean «${near}»?`;
}
