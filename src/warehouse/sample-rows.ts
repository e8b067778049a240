import type { Contract, Field } from '../contract/contract.ts';
import { SQL_TYPES } from '../contract/read-cell.ts';
import { sqlName, sqlText, type Warehouse } from './duckdb.ts';

/** The unit and the service that sample rows name. */
export const SAMPLE_ID = 'sample';
/** The first sample row's day; the last lies four weeks later. */
export const SAMPLE_START = '2024-01-01';

const ROWS = 40;
const HOURS_APART = 17;
const DAY = 86_400_000;
/** Every so many rows an optional cell is empty, so that SQL meets what is missing. */
const EMPTY_EVERY = 7;

/**
 * Makes `landed_<kind>` with sample rows: what a contract allows, so that its SQL can be tried before a file exists.
 *
 * Forty rows over four weeks, all of one unit and service: listed values in no order, times that keep their order, whole numbers
 * from 1 to 7, keys that differ. Text that is no key is `1` or `2`, so that kinds which share a word find each other.
 *
 * @example await landSampleRows(warehouse, contract)  // then: select count(*) from landed_outage
 */
export async function landSampleRows(warehouse: Warehouse, contract: Contract): Promise<void> {
  const { kind, fields } = contract;
  const columns = fields.map(({ name, type }) => `${sqlName(name)} ${SQL_TYPES[type]}`);
  const loaders = ['file_id bigint', 'record bigint', 'flags uinteger'];
  await warehouse.run(`create or replace table landed_${kind} (${[...columns, ...loaders].join(', ')})`);
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const cells = fields.map((field, place) => cell(contract, field, row, place));
    return `(${[...cells, '1', row + 1, '0'].join(', ')})`;
  });
  await warehouse.run(`insert into landed_${kind} values ${rows.join(', ')}`);
}

function cell(contract: Contract, field: Field, row: number, place: number): string {
  const isKey = contract.primaryKey.includes(field.name);
  if (!field.required && !isKey && (row + place) % EMPTY_EVERY === 0) return 'null';
  if (field.isUnit || field.isService) return sqlText(SAMPLE_ID);
  switch (field.type) {
    case 'string':
      return sqlText(word(contract, field, row, place));
    case 'boolean':
      return String(mixed(row, place) % 2 === 0);
    case 'integer':
    case 'number':
      return String(within(field, 1 + (mixed(row, place) % 7)));
    case 'date':
      return `date ${sqlText(dayText(row + (field.after === null && !field.isPlan ? 0 : 30)))}`;
    case 'datetime':
      return `timestamp ${sqlText(timeText(contract, field, row, place))}`;
  }
}

function word(contract: Contract, field: Field, row: number, place: number): string {
  const { kind } = contract;
  if (field.enum !== null) return field.enum[mixed(row, place) % field.enum.length]!;
  if (field.unique || numberedKey(contract) === field.name) return `${kind}-${row + 1}`;
  return String(1 + (mixed(row, place) % 2));
}

/** The key's first column of free text is numbered where no time tells the records apart. */
function numberedKey({ primaryKey, fields }: Contract): string | null {
  const keys = fields.filter(({ name }) => primaryKey.includes(name));
  if (keys.some(({ type }) => type === 'date' || type === 'datetime')) return null;
  return keys.find(({ isUnit, isService, enum: values }) => !isUnit && !isService && values === null)?.name ?? null;
}

/** Whole numbers in no order, the same each time: columns then meet in many combinations (Knuth's multiplicative hash). */
function mixed(row: number, place: number): number {
  return Math.imul(row * 64 + place + 1, 2_654_435_761) >>> 16;
}

function within({ minimum, maximum }: Field, value: number): number {
  const atLeast = typeof minimum === 'number' ? Math.max(minimum, value) : value;
  return typeof maximum === 'number' ? Math.min(maximum, atLeast) : atLeast;
}

/** Later columns are later, by minutes that differ from row to row. */
function timeText({ fields }: Contract, { isPlan }: Field, row: number, place: number): string {
  const before = fields.slice(0, place).filter(({ type }) => type === 'datetime').length;
  const minutes = row * HOURS_APART * 60 + before * (4 + (row % 5)) + (isPlan ? 600 : 0);
  return new Date(Date.parse(SAMPLE_START) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

function dayText(days: number): string {
  return new Date(Date.parse(SAMPLE_START) + days * DAY).toISOString().slice(0, 10);
}
