import type { SealedRows } from '../baseline/seal.ts';
import { parseTable } from '../valuation/parse-table.ts';

/** What the rows of each table are named by: what they speak of, then the year or day from which they hold; and what they say. */
const TABLES = {
  prices: { of: null, from: 'year', value: 'index' },
  exchange: { of: 'currency', from: 'date', value: 'rate' },
} as const;
export type TableName = keyof typeof TABLES;
const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** A program's tables: the file of each (null where there is none), and the texts of its files by name. */
interface Tables {
  names: Record<TableName, string | null>;
  texts: Readonly<Record<string, string>>;
}

/**
 * What a protocol seal freezes of price index and exchange rates.
 *
 * @example sealedTables({ names: { prices: 'prices.csv', exchange: null }, texts }).prices  // { '2024': '100' }
 */
export function sealedTables({ names, texts }: Tables): Record<TableName, SealedRows | null> {
  const rows = (table: TableName) => (names[table] === null ? null : rowsOf(table, texts[names[table]]!, names[table]));
  return { prices: rows('prices'), exchange: rows('exchange') };
}

/**
 * The tables as they count under a seal: its rows as sealed, and behind them those of later years and days, which nobody knew.
 *
 * @returns the text of each file; the file's own where it says what was sealed
 */
export function tablesUnderSeal(
  sealed: { names: Tables['names']; rows: Record<TableName, SealedRows | null> },
  now: Tables,
): Tables {
  const names = { ...now.names };
  const texts = { ...now.texts };
  for (const table of TABLE_NAMES) {
    const [kept, file] = [sealed.rows[table], sealed.names[table]];
    if (kept === null || file === null) continue;
    const text = now.names[table] === null ? null : now.texts[now.names[table]]!;
    const today = text === null ? {} : rowsOf(table, text, file);
    const added = Object.entries(today).filter(([name]) => isLater(table, name, kept));
    const inForce = { ...kept, ...Object.fromEntries(added) };
    const isAsSealed = Object.entries(inForce).every(([name, value]) => today[name] === value);
    names[table] = file;
    texts[file] =
      text !== null && isAsSealed && Object.keys(today).length === Object.keys(inForce).length
        ? text
        : textOf(table, inForce);
  }
  return { names, texts };
}

/**
 * Does a row speak of a later year or day than every sealed row on the same matter?
 *
 * @param name  as in sealed rows
 */
export function isLater(table: TableName, name: string, sealed: SealedRows): boolean {
  const { of, from } = partsOf(table, name);
  return Object.keys(sealed)
    .map((other) => partsOf(table, other))
    .every((other) => other.of !== of || other.from < from);
}

function rowsOf(table: TableName, text: string, file: string): SealedRows {
  const { of, from, value } = TABLES[table];
  const { rows } = parseTable(text, file, [...(of === null ? [] : [of]), from, value]);
  return Object.fromEntries(
    rows.map((row) => {
      const cell = (column: string) => row[column]!.text.trim();
      return [of === null ? cell(from) : `${cell(of)} ${cell(from)}`, cell(value)];
    }),
  );
}

function partsOf(table: TableName, name: string): { of: string; from: string } {
  const [first = '', second = ''] = name.split(' ');
  return TABLES[table].of === null ? { of: '', from: first } : { of: first, from: second };
}

function textOf(table: TableName, rows: SealedRows): string {
  const { of, from, value } = TABLES[table];
  const lines = Object.entries(rows).map(([name, said]) => {
    const parts = partsOf(table, name);
    return [...(of === null ? [] : [parts.of]), parts.from, said].join(',');
  });
  return [[...(of === null ? [] : [of]), from, value].join(','), ...lines, ''].join('\n');
}
