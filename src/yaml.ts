import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { nearest, type ProgramProblem } from './errors.ts';

/** Steps from the root of a YAML text to one of its values: keys of mappings, places (from 0) in lists. */
export type YamlPath = readonly PropertyKey[];

/** What `parseYaml` makes of a text: the checked value, or everything that is wrong with it. */
export type YamlReading<T> = {
  /** A problem that a later check finds (a name that points nowhere, …), placed at the path's value, or at its key. */
  problemAt(path: YamlPath, message: string, hint: string, of?: 'value' | 'key'): ProgramProblem;
} & ({ value: T; problems: null } | { value: null; problems: ProgramProblem[] });

/**
 * What does this YAML text say, and where is each thing that is wrong with it?
 *
 * Syntax errors, duplicate and unknown keys, missing keys, wrong types and values outside a list are all reported at
 * once, in the order of the text, with line and column (from 1) and the nearest valid name. Unknown keys are found where
 * the schema says `z.strictObject`. A schema's own error text may be `message` or `message\nhint`.
 *
 * @param file  the name that problems carry; nothing is read
 * @returns `value` and null `problems`, or null and at least one problem; never throws for the text
 * @example parseYaml('peroid: week', 'program.yaml', z.strictObject({ period: z.enum(['day', 'week']) })).problems
 *          // 1:1 «peroid» is not known here — did you mean «period»? · 1:1 «period» is missing
 */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlReading<T> {
  const { document, raw, at, problemAt, problems } = readYaml(text, file);
  if (problems.length > 0) return { value: null, problems, problemAt };
  const parsed = schema.safeParse(raw, { error: wordingOf });
  if (parsed.success) return { value: parsed.data, problems: null, problemAt };
  const found = parsed.error.issues.flatMap((issue) => problemsOf(issue, { document, raw, schema, at }, []));
  return { value: null, problems: found.sort((a, b) => a.line - b.line || a.column - b.column), problemAt };
}

/** A YAML text read and not checked: its value (undefined where there are problems of syntax) and where each part stands. */
export interface RawYaml {
  raw: unknown;
  problems: ProgramProblem[];
  problemAt: YamlReading<unknown>['problemAt'];
  document: Document;
  at(offset: number, message: string, hint: string): ProgramProblem;
}

/**
 * What does this YAML text say, whatever it should say?
 *
 * @example readYaml('program: riverside', 'program.yaml').raw  // { program: 'riverside' }
 */
export function readYaml(text: string, file: string): RawYaml {
  if (last?.text !== text || last.file !== file) last = { text, file, reading: readAnew(text, file) };
  return last.reading;
}

/** One program file is asked for its name, its content and its places in turn: the text read last is not read again. */
let last: { text: string; file: string; reading: RawYaml } | null = null;

function readAnew(text: string, file: string): RawYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string, hint: string): ProgramProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message, hint };
  };
  const problemAt: RawYaml['problemAt'] = (path, message, hint, of = 'value') =>
    at(offsetOf(document, path, of), message, hint);
  const reading = (raw: unknown, problems: ProgramProblem[]) => ({ raw, problems, problemAt, document, at });

  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    const problems = syntax.map((error) => at(error.pos[0], ...syntaxWording(error)));
    return reading(undefined, problems);
  }
  try {
    return reading(document.toJS(), []);
  } catch (cause) {
    const message = `aliases do not resolve: ${(cause as Error).message}`;
    return reading(undefined, [at(0, message, 'write the values out in full')]);
  }
}

const SYNTAX: Record<string, readonly [string, string]> = {
  DUPLICATE_KEY: ['this key occurs twice in one mapping', 'keep one of the two'],
  TAB_AS_INDENT: ['a tab is used to indent', 'indent with spaces'],
  BAD_INDENT: ['the indentation does not line up', 'give keys of one mapping the same indent'],
  MULTIPLE_DOCS: ['a second document starts here', 'keep one document: remove the line «---»'],
  TAG_RESOLVE_FAILED: ['a tag that is not plain YAML', 'remove the tag (the word that starts with «!»)'],
};

function syntaxWording(error: YAMLError): readonly [string, string] {
  const known = SYNTAX[error.code];
  return known ?? [error.message.split('\n')[0]!, 'quote a text that holds «: », «#», a quote or a bracket'];
}

const TYPE_WORDS: Record<string, string> = {
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

/** The message of an issue whose schema gave no text of its own. */
function wordingOf(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') {
    const expected = TYPE_WORDS[issue.expected] ?? issue.expected;
    const hint =
      issue.expected === 'string' && typeof issue.input !== 'object' ? 'put it in quotes' : `write ${expected}`;
    return `${shown(issue.input)} must be ${expected}\n${hint}`;
  }
  if (issue.code === 'invalid_value') {
    const near = nearest(String(issue.input), issue.values.map(String));
    const list = issue.values.map((value) => `«${String(value)}»`).join(', ');
    return `${shown(issue.input)} is not one of ${list}\n${near === null ? 'choose one of them' : `did you mean «${near}»?`}`;
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const least = issue.code === 'too_small';
    const bound = String(least ? issue.minimum : issue.maximum);
    if (issue.origin === 'number' || issue.origin === 'int') {
      const word = least ? (issue.inclusive ? 'at least' : 'more than') : issue.inclusive ? 'at most' : 'less than';
      return `${shown(issue.input)} must be ${word} ${bound}\ngive a number in range`;
    }
    const what = issue.origin === 'string' ? 'characters' : 'entries';
    return `must have ${least ? 'at least' : 'at most'} ${bound} ${what}\n${least ? 'fill it in' : 'shorten it'}`;
  }
  if (issue.code === 'invalid_format')
    return `${shown(issue.input)} does not have the right form\nexpected ${issue.format}`;
  return 'is not valid here\nsee `realized schema`';
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return value === null ? 'an empty value' : `«${String(value)}»`;
}

interface Reading {
  document: Document;
  raw: unknown;
  schema: z.core.$ZodType;
  at(offset: number, message: string, hint: string): ProgramProblem;
}

function problemsOf(issue: z.core.$ZodIssue, reading: Reading, base: YamlPath): ProgramProblem[] {
  const { document, raw, schema, at } = reading;
  const path = [...base, ...issue.path];
  const [message, hint = 'see `realized schema`'] = issue.message.split('\n') as [string, string?];
  if (issue.code === 'unrecognized_keys') {
    const valid = keysAt(schema, path);
    return issue.keys.map((key) => {
      const near = nearest(key, valid);
      const cut = key.includes(' ') && valueAt(raw, [...path, key]) === null;
      const known = cut ? 'put a text that holds a comma in quotes' : `known here: ${valid.join(', ')}`;
      const remedy = near === null ? known : `did you mean «${near}»?`;
      return at(offsetOf(document, [...path, key], 'key'), `«${key}» is not known here`, remedy);
    });
  }
  if (issue.code === 'invalid_key') {
    const [text, remedy = hint] = (issue.issues[0]?.message ?? message).split('\n') as [string, string?];
    return [at(offsetOf(document, path, 'key'), text, remedy)];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = likeliest(issue.errors);
    if (branch !== null) return branch.flatMap((inner) => problemsOf(inner, reading, path));
    const words = issue.errors.flatMap((errors) =>
      errors.map((e) => ('expected' in e ? TYPE_WORDS[e.expected] : null)),
    );
    const list = [...new Set(words.filter(Boolean))].join(' or ');
    return [at(offsetOf(document, path), `${shown(valueAt(raw, path))} must be ${list}`, `write ${list}`)];
  }
  const name = path.at(-1);
  if (issue.code !== 'custom' && valueAt(raw, path) === undefined && typeof name === 'string') {
    const parent = path.length > 1 ? ` under «${path.slice(0, -1).map(String).join('.')}»` : '';
    return [at(offsetOf(document, path), `«${name}» is missing${parent}`, `add «${name}:»`)];
  }
  return [at(offsetOf(document, path), message, hint)];
}

/** The branch of a union that the writer meant: of the right outer type, with the fewest complaints; null when none fits. */
function likeliest(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const weight = (issues: z.core.$ZodIssue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  const fitting = branches.filter((issues) => !issues.some((i) => i.code === 'invalid_type' && i.path.length === 0));
  return fitting.sort((a, b) => weight(a) - weight(b))[0] ?? null;
}

/** Names that a mapping at this path may hold, read from the schema; unions give the names of all their branches. */
function keysAt(schema: z.core.$ZodType, path: YamlPath): string[] {
  let here = branchesOf(schema);
  for (const step of path) {
    here = here.flatMap((type) => {
      const def = type._zod.def as {
        shape?: Record<string, z.core.$ZodType>;
        element?: z.core.$ZodType;
        valueType?: z.core.$ZodType;
      };
      const next = def.shape?.[String(step)] ?? def.element ?? def.valueType;
      return next === undefined ? [] : branchesOf(next);
    });
  }
  return here.flatMap((type) => {
    const { shape, keyType } = type._zod.def as { shape?: object; keyType?: z.core.$ZodType };
    return Object.keys(shape ?? (keyType?._zod.def as { entries?: object } | undefined)?.entries ?? {});
  });
}

function branchesOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const def = schema._zod.def as { innerType?: z.core.$ZodType; options?: z.core.$ZodType[]; in?: z.core.$ZodType };
  if (def.options) return def.options.flatMap(branchesOf);
  const inner = def.innerType ?? def.in;
  return inner === undefined ? [schema] : branchesOf(inner);
}

function valueAt(raw: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step], raw);
}

/** Where the value (or its key) at the path starts in the text; for what is not there, where its nearest parent starts. */
function offsetOf(document: Document, path: YamlPath, of: 'value' | 'key' = 'value'): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const key = pair?.key as Node | undefined;
    node = (isSeq(node) ? node.items[Number(step)] : pair?.value) as Node | null;
    const found = of === 'key' && index === path.length - 1 ? key : (node ?? key);
    if (!found) break;
    offset = found.range?.[0] ?? key?.range?.[0] ?? offset;
  }
  return offset;
}
