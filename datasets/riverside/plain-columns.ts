import type { Column } from './table-file.ts';

/** Columns as systems write them that use the contract's own names: each from what a row says. */

export function text<Row>(name: string, of: (row: Row) => string): Column<Row> {
  return { name, write: (out, row) => out.text(of(row)) };
}

/** A number of 32 bits as eight hexadecimal digits, after letters that say whose number it is. */
export function code<Row>(name: string, letters: string, of: (row: Row) => number): Column<Row> {
  return {
    name,
    write: (out, row) => {
      out.text(letters);
      out.hex(of(row));
    },
  };
}

/** An instant, to the second on Chicago's clock; nothing for NaN. */
export function time<Row>(name: string, of: (row: Row) => number): Column<Row> {
  return { name, write: (out, row) => out.isoTime(of(row)) };
}

/** A number; nothing for NaN. */
export function number<Row>(name: string, of: (row: Row) => number): Column<Row> {
  return text(name, (row) => (Number.isNaN(of(row)) ? '' : String(of(row))));
}

/** Yes or no; nothing for null. */
export function flag<Row>(name: string, of: (row: Row) => boolean | null): Column<Row> {
  return text(name, (row) => String(of(row) ?? ''));
}
