import type { Contract, Field, FieldType } from './contract.ts';
import { lenientSql } from './datetime-format.ts';
import { sqlText } from './sql.ts';

/** SQL type of a landed column, by the type of its field. */
export const SQL_TYPES: Record<FieldType, string> = {
  string: 'varchar',
  integer: 'bigint',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
};

const BOOLEANS: Record<string, string> = {
  true: 'true',
  t: 'true',
  yes: 'true',
  y: 'true',
  '1': 'true',
  false: 'false',
  f: 'false',
  no: 'false',
  n: 'false',
  '0': 'false',
};

/**
 * SQL that turns what a file holds into a cell: blanks around it gone where it starts with one, null for "no value".
 *
 * @param raw  SQL of type VARCHAR, a column (it is repeated)
 */
export function cellSql(raw: string, contract: Contract): string {
  const missing = contract.missingValues.map(sqlText).join(', ');
  const none = missing === '' ? '' : `when ${raw} in (${missing}) then null `;
  // «!» is the first character after the blank, so that one comparison finds both the empty and the blank cell.
  return `case when ${raw} < '!' then nullif(trim(${raw}, e' \\t\\r\\n'), '') ${none}else ${raw} end`;
}

/**
 * SQL that reads a cell as its field's type: null for what does not match in full, as for an empty cell.
 *
 * Numbers are digits with at most a sign and a decimal point: no thousands, currency, exponent, NaN or infinity. Dates and
 * datetimes are read leniently here and matched in full in a step of their own (`matchesSql`).
 *
 * @param cell    SQL of type VARCHAR, a column (it is repeated)
 * @param format  the format of this source's datetimes and dates
 * @returns SQL of the field's type
 */
export function readSql(field: Field, cell: string, format: string): string {
  switch (field.type) {
    case 'string':
      return textSql(field, cell);
    case 'integer':
      return `case when ${fully(cell, '[+-]?[0-9]+')} then try_cast(${cell} as bigint) end`;
    case 'number': {
      const read = `try_cast(${cell} as double)`;
      return `case when ${fully(cell, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)')} and isfinite(${read}) then ${read} end`;
    }
    case 'boolean':
      return lookup(`lower(${cell})`, { ...BOOLEANS, ...lowered(field.mapping) }, (meaning) => meaning);
    case 'date':
    case 'datetime':
      return lenientSql(cell, format, field.type);
  }
}

function textSql(field: Field, cell: string): string {
  const mapping = lowered(field.mapping);
  if (field.enum === null) {
    const mapped = Object.keys(mapping).length > 0;
    return mapped ? `coalesce(${lookup(`lower(${cell})`, mapping, sqlText)}, ${cell})` : cell;
  }
  const spelling = Object.fromEntries(field.enum.map((value) => [value.toLowerCase(), value]));
  const exact = field.enum.map(sqlText).join(', ');
  const folded = lookup(`lower(${cell})`, { ...spelling, ...mapping }, sqlText);
  // Most cells are spelt as the list has them; only the rest are folded.
  return `case when ${cell} in (${exact}) then ${cell} else ${folded} end`;
}

function lowered(mapping: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).map(([from, to]) => [from.toLowerCase(), to]));
}

function lookup(key: string, meanings: Record<string, string>, literal: (meaning: string) => string): string {
  const arms = Object.entries(meanings).map(([from, to]) => `when ${sqlText(from)} then ${literal(to)}`);
  return `case ${key} ${arms.join(' ')} end`;
}

function fully(cell: string, pattern: string): string {
  return `regexp_full_match(${cell}, ${sqlText(pattern)})`;
}
