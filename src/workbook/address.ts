import type { Range } from './workbook.ts';

/**
 * The letters of a column.
 *
 * @param column  counted from 1
 * @example columnLetters(28)  // 'AB'
 */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest === 0 ? '' : columnLetters(rest)) + String.fromCharCode(65 + ((column - 1) % 26));
}

/** `address(3, 2)` is `B3`: row 3, column 2. */
export function address(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

/** A cell that a formula in another sheet means: `'Cash flows'!$B$3`. */
export function cellRef(sheet: string, row: number, column: number): string {
  return `${quoted(sheet)}!$${columnLetters(column)}$${row}`;
}

/** A range that a formula in another sheet means: `'Cash flows'!$B$3:$B$9`. */
export function rangeRef({ sheet, from, to }: Range): string {
  const [start, end] = [from, to].map(({ row, column }) => `$${columnLetters(column)}$${row}`);
  return `${quoted(sheet)}!${start}:${end}`;
}

/** The rows of one column of a sheet. */
export function columnRange(sheet: string, column: number, from: number, to: number): Range {
  return { sheet, from: { row: from, column }, to: { row: to, column } };
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}
