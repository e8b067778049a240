import type { SealedRows } from '../baseline/seal.ts';
import { parseTable, type TableCell } from '../valuation/parse-table.ts';

type Row = Readonly<Record<string, TableCell>>;

/**
 * The planned lines of a costs file as a seal keeps them, word for word behind the head; a line with a note that spans
 * several is quoted anew.
 *
 * Actual lines are added month by month and are no part of the plan.
 *
 * @throws `valuation.table` where the text is no table
 */
export function plannedLines(text: string, file: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const { columns, rows } = parseTable(text, file, ['status']);
  const isOneLine = (row: Row) => Object.values(row).every(({ text: own }) => !/[\r\n]/.test(own));
  const asSealed = (row: Row) => (isOneLine(row) ? lines[row['status']!.line - 1]! : written(row, columns));
  return [lines[0]!, ...rows.filter(isPlanned).map(asSealed)];
}

/** The lines of a costs file that say what was paid, each with all that counts in it. */
export function actualLines(text: string, file: string): string[] {
  return parseTable(text, file, ['status'])
    .rows.filter((row) => !isPlanned(row))
    .map(lineOf);
}

/**
 * What the planned lines say, by what they speak of, so that a new line does not shift the rest.
 *
 * @param lines  as `plannedLines` gives them; null where no costs file was there
 * @returns lines on the same day, category and deployment together
 * @example plannedRows(lines)  // { '2027-06-30 licence pacs': '28000 USD 2024 recurring revenue' }
 */
export function plannedRows(lines: readonly string[] | null): SealedRows {
  const said: Record<string, string> = {};
  for (const row of lines === null ? [] : rowsOf(lines)) {
    const name = ['date', 'category', 'deployment'].flatMap((column) => cell(row, column) || []).join(' ');
    const value = saidOf(row);
    said[name] = said[name] === undefined ? value : [...said[name]!.split(' + '), value].sort().join(' + ');
  }
  return said;
}

/**
 * A costs file as it counts under a seal: its planned lines as sealed, its actual ones as they are.
 *
 * @param sealed  as `plannedLines` gave them; null where no costs file was there
 * @param text    today's file; null where there is none
 * @returns the text itself where its plan is the sealed one; else each line that is left stands where it stood, and sealed lines
 *          that are gone come behind
 */
export function costsUnderSeal(sealed: readonly string[] | null, text: string | null, file: string): string {
  if (text === null) return [...sealed!, ''].join('\n');
  const today = parseTable(text, file, ['status']);
  const missing = sealed === null ? [] : rowsOf(sealed);
  const kept = today.rows.filter((row) => {
    if (!isPlanned(row)) return true;
    const at = missing.findIndex((other) => lineOf(other) === lineOf(row));
    if (at >= 0) missing.splice(at, 1);
    return at >= 0;
  });
  if (missing.length === 0 && kept.length === today.rows.length) return text;
  const columns = [...new Set([...today.columns, ...missing.flatMap((row) => Object.keys(row))])];
  const lines = [columns.join(',')];
  for (const row of kept) lines[row['status']!.line - 1] = written(row, columns);
  return [...Array.from(lines, (line) => line ?? ''), ...missing.map((row) => written(row, columns)), ''].join('\n');
}

function rowsOf(lines: readonly string[]): Row[] {
  return parseTable(lines.join('\n'), 'costs', ['status']).rows.filter(isPlanned);
}

function isPlanned(row: Row): boolean {
  return cell(row, 'status').toLowerCase() === 'planned';
}

/** Everything that counts in a line, however it was written. */
function lineOf(row: Row): string {
  return [...['date', 'category', 'deployment'].map((column) => cell(row, column)), saidOf(row)].join(' ');
}

function saidOf(row: Row): string {
  const amount = cell(row, 'amount');
  const said = [
    Number.isFinite(Number(amount)) ? String(Number(amount)) : amount,
    cell(row, 'currency'),
    cell(row, 'price_basis'),
    cell(row, 'recurring').toLowerCase() === 'yes' ? 'recurring' : '',
    cell(row, 'type').toLowerCase() || 'revenue',
  ];
  return said.filter((word) => word !== '').join(' ');
}

function cell(row: Row, column: string): string {
  return row[column]?.text.trim() ?? '';
}

function written(row: Row, columns: readonly string[]): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return columns.map((column) => quoted(row[column]?.text ?? '')).join(',');
}
