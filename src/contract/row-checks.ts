import { type Contract, type Disposition, type Field, ROW_RULES, type RowRule } from './contract.ts';
import { sqlName, sqlText } from './sql.ts';
import { GAP, OVERLAP } from './zone-sql.ts';
import { END_YEAR, FIRST_YEAR } from './zone-transitions.ts';

/** One check of a row: which column it judges, and the rules it can find broken. */
export interface RowCheck {
  field: Field;
  /** Rule → SQL condition over the columns that `columnOf` names; the first that holds is the one that is broken. */
  rules: [RowRule, string][];
}

/** What a check may look at: the cell as text, its value (a datetime in UTC), a datetime as written and its zone's code. */
export type CheckedPart = 'cell' | 'value' | 'local' | 'zone';

/** The quoted name of the column that holds a part of a field while its row is judged. */
export function columnOf(part: CheckedPart | 'raw' | 'read', field: string): string {
  return sqlName(`${part}:${field}`);
}

/**
 * Which checks does a contract ask of each row?
 *
 * @returns the checks in the order of a landed row's `rules` list: one a column that has any, then one a column that must
 *          come after another
 * @example rowChecks(contract).map(({ field, rules }) => [field.name, rules.map(([rule]) => rule)])
 */
export function rowChecks(contract: Contract): RowCheck[] {
  const alone = contract.fields.map((field) => ({ field, rules: rulesOf(field) }));
  const ordered = contract.fields.flatMap((field): RowCheck[] => {
    if (field.after === null) return [];
    return [{ field, rules: [['negative-interval', `${value(field)} < ${columnOf('value', field.after)}`]] }];
  });
  return [...alone, ...ordered].filter(({ rules }) => rules.length > 0);
}

/** What does a broken rule do to its row? As the contract says, else `dst-overlap` flags and every other rule rejects. */
export function dispositionOf(field: Field, rule: RowRule): Disposition {
  return field.onViolation[rule] ?? (rule === 'dst-overlap' ? 'flag' : 'reject');
}

/** The code of a rule in a landed row's `rules` list: 0 stands for no rule. */
export function ruleCode(rule: RowRule): number {
  return ROW_RULES.indexOf(rule) + 1;
}

function rulesOf(field: Field): [RowRule, string][] {
  const rules: [RowRule, string][] = [];
  if (field.required) rules.push(['missing-required', `${cell(field)} is null`]);
  const unread = UNREAD[field.type] ?? (field.enum === null ? null : 'not-in-list');
  if (unread !== null) rules.push([unread, `${value(field)} is null and ${cell(field)} is not null`]);
  if (field.pattern !== null) {
    rules.push(['bad-pattern', `not regexp_full_match(${value(field)}, ${sqlText(field.pattern)})`]);
  }
  const range = rangeOf(field);
  if (range !== null) rules.push(['out-of-range', range]);
  if (field.decimals !== null) {
    const tooFine = `[.][0-9]{${field.decimals}}[0-9]*[1-9]`;
    rules.push(['too-many-decimals', `regexp_matches(${cell(field)}, ${sqlText(tooFine)})`]);
  }
  if (field.type === 'datetime') {
    const mark = `${columnOf('zone', field.name)} & 3`;
    rules.push(['dst-gap', `${mark} = ${GAP}`], ['dst-overlap', `${mark} = ${OVERLAP}`]);
  }
  return rules;
}

/** The rule that a cell breaks which is not empty and cannot be read as its type. */
const UNREAD: Record<Field['type'], RowRule | null> = {
  string: null,
  integer: 'bad-number',
  number: 'bad-number',
  boolean: 'bad-boolean',
  date: 'bad-timestamp',
  datetime: 'bad-timestamp',
};

// A day before this is a sentinel or a slip, not a day of the program; a contract on older records declares its own minimum.
const FIRST_DAY = '1900-01-01';

function rangeOf(field: Field): string | null {
  const { type, minimum, maximum } = field;
  if (type === 'integer' || type === 'number') {
    const bounds = [
      minimum === null ? [] : `${value(field)} < ${minimum}`,
      maximum === null ? [] : `${value(field)} > ${maximum}`,
    ];
    return bounds.flat().join(' or ') || null;
  }
  if (type !== 'date' && type !== 'datetime') return null;
  // The transitions of zones are known for these years, so no instant outside them can be placed.
  const [part, first] =
    type === 'date' ? [value(field), minimum ?? FIRST_DAY] : [columnOf('local', field.name), `${FIRST_YEAR}-01-01`];
  const literal = (bound: string | number) => `${type === 'date' ? 'date' : 'timestamp'} ${sqlText(String(bound))}`;
  const bounds = [`${part} < ${literal(first)}`, `${part} >= ${literal(`${END_YEAR}-01-01`)}`];
  if (minimum !== null && type === 'datetime') bounds.push(`${part} < ${literal(minimum)}`);
  if (maximum !== null) bounds.push(`${part} > ${literal(maximum)}`);
  return bounds.join(' or ');
}

function cell(field: Field): string {
  return columnOf('cell', field.name);
}

function value(field: Field): string {
  return columnOf('value', field.name);
}
