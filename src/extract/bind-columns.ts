import type { Contract } from '../contract/contract.ts';
import { nearest } from '../errors.ts';
import type { ExtractEntry } from '../program/program.ts';
import { Refused } from './refusal.ts';

/** How the columns of one file meet the contract. */
export interface BoundColumns {
  /** Contract column → its header in this file; null where the file has none, or where the program gives an expression. */
  headers: Record<string, string | null>;
  /** Headers that neither contract nor program asks for by name. */
  extra: string[];
  /** Optional contract columns that the file does not have. */
  absent: string[];
}

/**
 * Which column of this file is which column of the contract?
 *
 * By name, in any order; names are compared without regard to case and to blanks around them. A contract column is looked for
 * under the header that the program gives, else under its own name.
 *
 * @param columns  the file's headers, in order
 * @throws Refused: duplicate-header, wrong-delimiter, no-header, missing-column (with the nearest header). An optional column
 *         that is missing while a header much like it goes unused counts as renamed: silently empty would be wrong
 */
export function bindColumns(columns: readonly string[], contract: Contract, entry: ExtractEntry): BoundColumns {
  const byName = new Map(columns.map((column) => [folded(column), column]));
  const wanted = contract.fields.map((field) => {
    const source = entry.columns[field.name];
    const isExpression = source !== undefined && 'sql' in source;
    return {
      field,
      isExpression,
      isMapped: source !== undefined,
      name: isExpression || !source ? field.name : source.from,
    };
  });
  const asked = wanted.filter(({ isExpression }) => !isExpression);
  refuseDuplicates(
    columns,
    asked.map(({ name }) => name),
    expressions(entry),
  );

  const headers: Record<string, string | null> = {};
  for (const { field, name, isExpression } of wanted) {
    headers[field.name] = isExpression ? null : (byName.get(folded(name)) ?? null);
  }
  const used = new Set(Object.values(headers));
  const extra = columns.filter((column) => !used.has(column));
  const missing = asked.filter(({ field }) => headers[field.name] === null);
  const fatal = missing.filter(
    ({ field, isMapped, name }) => field.required || isMapped || nearest(name, extra) !== null,
  );
  if (fatal.length > 0) {
    const lacking = fatal.map(({ field, name }) => ({ field: field.name, name }));
    throw missingColumns(lacking, extra, columns, missing.length === asked.length);
  }
  return { headers, extra, absent: missing.map(({ field }) => field.name) };
}

function refuseDuplicates(columns: readonly string[], asked: readonly string[], sql: string): void {
  const seen = new Set<string>();
  for (const column of columns.map(folded)) {
    const isUsed = asked.some((name) => folded(name) === column) || (column !== '' && sql.includes(column));
    if (seen.has(column) && isUsed) {
      throw new Refused('duplicate-header', `two columns are named «${column}»`, 'rename one of the two in the export');
    }
    seen.add(column);
  }
}

function missingColumns(
  lacking: readonly { field: string; name: string }[],
  extra: readonly string[],
  columns: readonly string[],
  isAll: boolean,
): Refused {
  const names = lacking.map(({ name }) => folded(name));
  const divider = ALTERNATIVES.find((candidate) => {
    const parts = columns[0]!.split(candidate).map(folded);
    return parts.length > 1 && names.some((name) => parts.includes(name));
  });
  if (columns.length === 1 && divider !== undefined) {
    const written = divider === '\t' ? '\\t' : divider;
    const remedy = `write \`delimiter: "${written}"\` at the extract in program.yaml`;
    return new Refused('wrong-delimiter', `cells are divided by «${written}», not as declared`, remedy);
  }
  const list = lacking.map(({ name }) => `«${name}»`).join(', ');
  if (isAll && columns.some((column) => /^[\d\s:./-]+$/.test(column))) {
    const detail = `the first line holds data, where ${list} should stand`;
    return new Refused('no-header', detail, 'put the column names on the first line');
  }
  const remedies = lacking.map(({ field, name }) => {
    const near = nearest(name, extra);
    const candidates = near === null ? extra.slice(0, 10) : [near];
    if (candidates.length === 0) return `export «${name}» too`;
    return `write \`${field}: ${candidates.length === 1 ? candidates[0] : 'HEADER'}\` if ${oneOf(candidates)} is meant`;
  });
  const remedy = `${remedies.join('; ')} (under \`columns:\` of the extract in program.yaml)`;
  return new Refused('missing-column', `has no column ${list}`, remedy);
}

function oneOf(names: readonly string[]): string {
  return `${names.length > 1 ? 'one of ' : ''}${names.map((name) => `«${name}»`).join(', ')}`;
}

const ALTERNATIVES = [',', ';', '\t', '|', ':'];

function expressions(entry: ExtractEntry): string {
  const sources = Object.values(entry.columns).map((source) => ('sql' in source ? source.sql : ''));
  return [...sources, ...entry.skip.map(({ sql }) => sql)].join('\n').toLowerCase();
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
