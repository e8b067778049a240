import { z } from 'zod';
import { type ProgramProblem, RealizedError } from '../errors.ts';
import { parseYaml } from '../yaml.ts';
import { type Known, nameComplaints } from './name-complaints.ts';
import { orderComplaints } from './order-complaints.ts';
import type { Program } from './program.ts';
import { programSchema } from './program-schema.ts';
import { registerComplaints } from './register-complaints.ts';
import { Spot } from './spot.ts';

/**
 * Which program does this text of a program.yaml describe?
 *
 * @param text   the file's text, YAML 1.2; dates stay text
 * @param file   the name that problems carry; nothing is read
 * @param known  extract kinds and KPI definitions that the program may use
 * @returns the program, deeply frozen, with every default filled in
 * @throws  `program.invalid` with all problems of the file at once, in the order of the text: what the schema refuses,
 *          names that point nowhere, values that contradict each other
 * @example parseProgram('peroid: week\n…', 'program.yaml', known)
 *          // program.yaml:1:1: «peroid» is not known here / did you mean «period»?
 */
export function parseProgram(text: string, file: string, known: Known): Program {
  const checked = parseYaml(text, file, programSchema);
  const raw = parseYaml(text, file, z.unknown());
  const root = new Spot(raw.value);
  const complaints = [...nameComplaints(root, known), ...orderComplaints(root), ...registerComplaints(root)].map(
    ({ spot, message, hint }) => raw.problemAt(spot.path, message, hint, spot.of),
  );
  const refused = checked.problems ?? [];
  // A name of the wrong form points nowhere either: one place, one problem.
  const problems = [...refused, ...complaints.filter((complaint) => !refused.some((p) => byPlace(p, complaint) === 0))];
  if (checked.value === null || problems.length > 0) {
    throw new RealizedError('program.invalid', { problems: problems.sort(byPlace) });
  }
  return frozen(checked.value);
}

function byPlace(a: ProgramProblem, b: ProgramProblem): number {
  return a.line - b.line || a.column - b.column;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
