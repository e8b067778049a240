import { toldValue } from '../baseline/differences.ts';
import { countWords } from '../count-words.ts';
import type { Results } from '../results/schema.ts';
import type { OpenProgram } from './open-program.ts';
import { type ChangeGroup, changesBetween, protocolOf } from './protocol.ts';
import { actualLines } from './sealed-costs.ts';

/** Why figures of two runs differ, in the order in which the difference is taken apart. */
export const CAUSES = ['data', 'definition', 'assumption', 'time passed', 'method'] as const;
export type Cause = (typeof CAUSES)[number];

/** One cause with what it consists of. */
export interface FoundCause {
  cause: Cause;
  /** One line each. */
  what: string[];
}

/** Groups of a program's parts (protocol.ts) that are definitions; all others but the rules are assumptions. */
export const DEFINITION_GROUPS: readonly ChangeGroup[] = ['windows', 'definitions', 'contracts'];

/** A run with the program that was in force for it. */
export interface InForce {
  results: Results;
  open: OpenProgram;
}

/**
 * What is otherwise between two runs?
 *
 * @returns causes that are there, in the order of CAUSES
 */
export function causesBetween(before: InForce, after: InForce): FoundCause[] {
  const changes = changesBetween(protocolOf(before.open), protocolOf(after.open));
  const lines = (groups: (group: ChangeGroup) => boolean) =>
    changes
      .filter(({ group }) => groups(group))
      .map(({ path, sealed, now }) => `${path}: ${told(sealed)} → ${told(now)}`);
  const isDefinition = (group: ChangeGroup) => DEFINITION_GROUPS.includes(group);
  const definitions = lines(isDefinition);
  const assumptions = lines((group) => !isDefinition(group) && group !== 'rules');
  const why = sealedAgain(before.results, after.results);
  const what: Record<Cause, string[]> = {
    data: [...fileChanges(before.results, after.results), ...sideFileChanges(before.open, after.open)],
    definition: [...withReason(definitions, why), ...resealed(before.results, after.results)],
    assumption: withReason(assumptions, why),
    'time passed': timePassed(before.results, after.results),
    method: [...lines((group) => group === 'rules'), ...toolChange(before.results, after.results)],
  };
  return CAUSES.map((cause) => ({ cause, what: what[cause] })).filter((found) => found.what.length > 0);
}

/** Files are held together by content first, so that a renamed file is no change. */
function fileChanges(before: Results, after: Results): string[] {
  const contents = (results: Results) => new Set(results.inputs.map(({ sha256 }) => sha256));
  const [old, now] = [contents(before), contents(after)];
  const left = before.inputs.filter(({ sha256 }) => !now.has(sha256));
  const came = after.inputs.filter(({ sha256 }) => !old.has(sha256));
  const isIn = (files: typeof came, file: string) => files.some((other) => other.file === file);
  const told = ({ file, records }: (typeof came)[number]) => {
    const was = left.find((other) => other.file === file);
    if (was === undefined) return `${file}: new, ${countWords(records, 'record')}`;
    const counts = was.records === records ? '' : `${was.records.toLocaleString('en-US')} → `;
    return `${file}: corrected, ${counts}${countWords(records, 'record')}${counts === '' ? ' as before' : ''}`;
  };
  return [...came.map(told), ...left.filter(({ file }) => !isIn(came, file)).map(({ file }) => `${file}: gone`)];
}

/** Of the files beside program.yaml, those whose change is not told as an assumption: what was paid, and what else happened. */
function sideFileChanges(before: OpenProgram, after: OpenProgram): string[] {
  const textIn = ({ program, texts }: OpenProgram, file: 'costs' | 'changes') =>
    program[file] === null ? null : texts[program[file]]!;
  const told = (file: 'costs' | 'changes', what: string, said: (text: string, name: string) => string) => {
    const name = (after.program[file] ?? before.program[file])!;
    const [was, is] = [before, after].map((open) => {
      const text = textIn(open, file);
      return text === null ? null : said(text, name);
    });
    return was === is ? [] : [`${name}: ${what} changed`];
  };
  return [
    ...told('costs', 'actual lines', (text, name) => actualLines(text, name).join('\n')),
    ...told('changes', 'the change log', (text) => text),
  ];
}

function resealed(before: Results, after: Results): string[] {
  const known = new Set(before.seals.baselines.map(({ sha256 }) => sha256));
  return after.seals.baselines
    .filter(({ sha256 }) => !known.has(sha256))
    .map(
      ({ unit, version, reason }) =>
        `baseline of ${unit} sealed, version ${version}${reason === null ? '' : `: ${reason}`}`,
    );
}

/** Why the protocol was sealed again, where it was. */
function sealedAgain({ seals: { protocol: was } }: Results, { seals: { protocol: is } }: Results): string[] {
  if (is === null || is.reason === null || was?.sha256 === is.sha256) return [];
  return [`the protocol was sealed again, version ${is.version}: ${is.reason}`];
}

/** What was changed, and behind it why. */
function withReason(lines: readonly string[], why: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines, ...why];
}

function timePassed(before: Results, after: Results): string[] {
  return before.as_of === after.as_of ? [] : [`judged as of ${before.as_of} → ${after.as_of}`];
}

function toolChange(before: Results, after: Results): string[] {
  return before.tool_version === after.tool_version ? [] : [`realized ${before.tool_version} → ${after.tool_version}`];
}

function told(value: unknown): string {
  return value === undefined || value === null ? 'absent' : toldValue(value, 60);
}
