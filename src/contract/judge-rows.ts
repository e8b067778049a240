import type { Contract, Field, RowRule } from './contract.ts';
import { hasOffset, matchesSql } from './datetime-format.ts';
import { cellSql, readSql, SQL_TYPES } from './read-cell.ts';
import { columnOf, dispositionOf, type RowCheck, rowChecks, ruleCode } from './row-checks.ts';
import { sqlName } from './sql.ts';
import { utcFromCodeSql } from './zone-sql.ts';

/** Where one contract column comes from in one source. */
export interface FieldSource {
  /** SQL over the source's columns, or null where the source has no such column. */
  cell: string | null;
  /** Format of dates and datetimes, as in a contract. */
  format: string;
  /** Zone of local datetimes: an IANA name or `utc`. */
  zone: string;
}

/** What the rows of one source are made of. */
export interface RowSource {
  /** SQL of a relation that yields the source's own columns. */
  from: string;
  /** SQL over these columns: the id of the file that a row is of. */
  fileId: string;
  /** By name of the contract's columns. */
  fields: Record<string, FieldSource>;
  /** Rules that the row as a whole decides, over the source's columns; the first that holds is the row's only one. */
  wholeRow: readonly (readonly [RowRule, string])[];
  /** SQL of what `localCodeSql` gives for a column of local time. */
  localCode(zone: string, column: string): string;
  /** SQL that pseudonymises an identifier, given the SQL of its value. */
  pseudonym(value: string): string;
}

/**
 * One select that reads, casts and judges every row of a source.
 *
 * ```
 * from → raw: text → cell: null for no value → read: in its type → local: a datetime that matches its format
 *      → zone: its offset, gap, overlap → value: in UTC → found: what each check finds → masks
 * ```
 *
 * @returns SQL of a select. Columns: each of the contract's in its type (null where the cell cannot be read; datetimes in
 *          UTC, identifiers pseudonymised); `reasons` and `flags` (UINTEGER, bit = place in ROW_RULES; a row without
 *          reasons stands); `rules` (UTINYINT[], one a check of `rowChecks`: `ruleCode` of what is broken, 0 for nothing;
 *          null where nothing is, or where a rule of the whole row decides); `file_id` (BIGINT)
 */
export function judgeRowsSql(contract: Contract, source: RowSource): string {
  const checks = rowChecks(contract);
  const each = (columns: (field: Field, source: FieldSource) => string[]) =>
    contract.fields.flatMap((field) => columns(field, source.fields[field.name]!));

  const fileId = `(${source.fileId})::bigint as "file"`;
  const texts = `select ${list([fileId, wholeRowSql(source), ...each(rawColumn)])} from ${source.from}`;
  const steps = [
    each(({ name }) => [`${cellSql(columnOf('raw', name), contract)} as ${columnOf('cell', name)}`]),
    each(readColumn),
    each(matchedColumn),
    each((field, own) => zoneColumn(field, own, source)),
    each(instantColumn),
    checks.map((check, index) => `${checkSql(check)} as ${foundBy(index)}`),
    [`${checks.map((_, index) => foundBy(index)).join(' | ') || '0'} as "found"`],
  ];
  const judged = steps
    .filter((columns) => columns.length > 0)
    .reduce((from, columns) => `select *, ${list(columns)} from (${from})`, texts);
  const landed = each((field) => [`${landedValue(field, source)} as ${sqlName(field.name)}`]);
  return `select ${list([...landed, ...maskColumns(checks), '"file" as file_id'])} from (${judged})`;
}

function wholeRowSql({ wholeRow }: RowSource): string {
  const arms = wholeRow.map(([rule, condition]) => `when ${condition} then ${ruleCode(rule)}`);
  return `${arms.length === 0 ? '0' : `case ${arms.join(' ')} else 0 end`}::utinyint as "whole"`;
}

function rawColumn({ name }: Field, { cell }: FieldSource): string[] {
  return [`${cell === null ? 'null' : `(${cell})`}::varchar as ${columnOf('raw', name)}`];
}

/** Dates and datetimes still have to match their format; everything else has its value when it is read. */
function readColumn(field: Field, { format }: FieldSource): string[] {
  const part = isTime(field) ? 'read' : 'value';
  return [`${readSql(field, columnOf('cell', field.name), format)} as ${columnOf(part, field.name)}`];
}

function matchedColumn(field: Field, { format }: FieldSource): string[] {
  if (!isTime(field)) return [];
  const [cell, read] = [columnOf('cell', field.name), columnOf('read', field.name)];
  const part = field.type === 'date' ? 'value' : 'local';
  return [`case when ${matchesSql(cell, read, format, field.type)} then ${read} end as ${columnOf(part, field.name)}`];
}

function isTime(field: Field): field is Field & { type: 'date' | 'datetime' } {
  return field.type === 'date' || field.type === 'datetime';
}

function zoneColumn({ name, type }: Field, source: FieldSource, { localCode }: RowSource): string[] {
  if (type !== 'datetime') return [];
  const code = isLocal(source) ? localCode(source.zone, columnOf('local', name)) : '0';
  return [`${code} as ${columnOf('zone', name)}`];
}

function instantColumn({ name, type }: Field, source: FieldSource): string[] {
  if (type !== 'datetime') return [];
  const local = columnOf('local', name);
  const instant = isLocal(source) ? utcFromCodeSql(local, columnOf('zone', name)) : local;
  return [`${instant} as ${columnOf('value', name)}`];
}

function isLocal({ format, zone }: FieldSource): boolean {
  return !hasOffset(format) && zone.toLowerCase() !== 'utc';
}

function landedValue(field: Field, source: RowSource): string {
  const value = columnOf('value', field.name);
  return `${field.identifier ? source.pseudonym(value) : value}::${SQL_TYPES[field.type]}`;
}

function checkSql({ rules }: RowCheck): string {
  const arms = rules.map(([rule, condition]) => `when ${condition} then ${ruleCode(rule)}`);
  return `case ${arms.join(' ')} else 0 end::utinyint`;
}

/** Masks are put together for the few rows where something was found; all others get zeros. */
function maskColumns(checks: readonly RowCheck[]): string[] {
  const mask = (wanted: 'reject' | 'flag') => {
    const bits = checks.flatMap(({ field, rules }, index) => {
      const allowed = rules.filter(([rule]) => dispositionOf(field, rule) === wanted);
      const bitsOfCheck = allowed.reduce((sum, [rule]) => sum + 2 ** ruleCode(rule), 0);
      return bitsOfCheck === 0 ? [] : [`((1 << ${foundBy(index)}::integer) & ${bitsOfCheck})`];
    });
    return bits.length === 0 ? '0' : `(${bits.join(' | ')}) >> 1`;
  };
  const found = checks.map((_, index) => foundBy(index)).join(', ');
  return [
    `case when "whole" > 0 then 1 << ("whole" - 1)::integer when "found" = 0 then 0 else ${mask('reject')} end::uinteger as reasons`,
    `case when "whole" > 0 or "found" = 0 then 0 else ${mask('flag')} end::uinteger as flags`,
    `case when "whole" = 0 and "found" > 0 then [${found}] end::utinyint[] as rules`,
  ];
}

function foundBy(check: number): string {
  return sqlName(`found:${check}`);
}

function list(columns: readonly string[]): string {
  return columns.join(', ');
}
