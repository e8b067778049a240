import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readYaml } from '../yaml.ts';

/** Where program.yaml says what a path such as `benefits/reads/value` names, and what; null where it says nothing. */
export type Assumptions = (path: string) => { line: number; text: string } | null;

/**
 * Where does the program file state its assumptions?
 *
 * @param directory  the folder that holds program.yaml
 * @returns steps of a path are keys, and ids in lists
 * @example (await readAssumptions(directory))('discount/rate')  // { line: 321, text: '0.04' }
 */
export async function readAssumptions(directory: string): Promise<Assumptions> {
  const text = await readFile(join(directory, 'program.yaml'), 'utf8');
  const { raw, problemAt } = readYaml(text, 'program.yaml');
  return (path) => {
    const steps: (string | number)[] = [];
    let here = raw;
    for (const name of path.split('/')) {
      const step = Array.isArray(here) ? here.findIndex((one) => (one as { id?: unknown } | null)?.id === name) : name;
      here = (here as Record<string | number, unknown> | null | undefined)?.[step];
      if (here === undefined) return null;
      steps.push(step);
    }
    return { line: problemAt(steps, '', '').line, text: JSON.stringify(here) };
  };
}
