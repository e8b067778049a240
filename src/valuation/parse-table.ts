import { nearest, type ProgramProblem, RealizedError } from '../errors.ts';

/** What a small CSV file is, for the code of its problems. */
export type TableCode = 'valuation.table' | 'changes.invalid' | 'series.invalid';

/** A cell as it was written, with the place that a problem in it belongs to. */
export interface TableCell {
  text: string;
  line: number;
  column: number;
}

/** A small CSV file, read whole: tables that people keep by hand, not extracts. */
export class Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Record<string, TableCell>[];
  readonly #code: TableCode;
  readonly #problems: ProgramProblem[] = [];

  constructor(file: string, [header = [], ...records]: readonly TableCell[][], code: TableCode) {
    this.file = file;
    this.#code = code;
    this.columns = header.map(({ text }) => text.trim().toLowerCase());
    this.rows = records.map((record) =>
      Object.fromEntries(this.columns.map((name, i) => [name, record[i] ?? { ...record[0]!, text: '' }])),
    );
    for (const record of records) {
      if (record.length === this.columns.length) continue;
      const message = `${record.length} cells under a header of ${this.columns.length}`;
      this.complain(record[0]!, message, 'put a cell that holds a comma into double quotes');
    }
  }

  /** Notes a problem at a place; `check` throws them all. */
  complain({ line, column }: { line: number; column: number }, message: string, hint: string): void {
    this.#problems.push({ file: this.file, line, column, message, hint });
  }

  /** @throws the table's code with every problem noted so far, in order of place */
  check(): void {
    const problems = this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
    if (problems.length > 0) throw new RealizedError(this.#code, { problems });
  }
}

/**
 * What does a small CSV file hold?
 *
 * The header is matched by name, in any order and case; columns beside the required ones are for people.
 *
 * @param text      RFC 4180, UTF-8, with or without a byte order mark
 * @param file      as it should be named in problems
 * @param required  columns that must be there
 * @param code      of the error, by what the table is
 * @throws `code` when the text is no CSV, is empty, ragged, or lacks a column
 * @example parseTable('period,amount\n0,-100\n', 'flows.csv', ['amount']).rows[0]!['amount']!.text  // '-100'
 */
export function parseTable(
  text: string,
  file: string,
  required: readonly string[],
  code: TableCode = 'valuation.table',
): Table {
  const table = new Table(file, readRecords(text.replace(/^\uFEFF/, ''), file, code), code);
  const top = { line: 1, column: 1 };
  if (table.columns.length === 0) table.complain(top, 'the file is empty', `begin it with «${required.join(',')}»`);
  else {
    for (const name of required) {
      if (table.columns.includes(name)) continue;
      const meant = nearest(name, table.columns);
      table.complain(top, `column «${name}» is missing`, meant === null ? `add it to the header` : `rename «${meant}»`);
    }
  }
  table.check();
  return table;
}

/** A plain decimal number; a thousands separator, a decimal comma or a currency sign is refused, not guessed. */
export function readNumber(table: Table, cell: TableCell): number {
  const text = cell.text.trim().replace(/^[−–]/, '-');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) return Number(text);
  const message = text === '' ? 'the cell is empty' : `«${cell.text}» is not a plain number`;
  table.complain(cell, message, 'write a number such as -1234.50; where nothing flows, write 0 or leave the row out');
  return 0;
}

/** RFC 4180: cells in double quotes may hold commas, line breaks and doubled quotes. Blank lines are no records. */
function readRecords(text: string, file: string, code: TableCode): TableCell[][] {
  const records: TableCell[][] = [];
  let record: TableCell[] = [];
  let line = 1;
  let lineStart = 0;
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const match = token.exec(text);
    if (match === null) {
      const place = { file, line, column: start - lineStart + 1 };
      const hint = 'quote the whole cell and double the quotes inside it';
      throw new RealizedError(code, { problems: [{ ...place, message: 'a stray double quote', hint }] });
    }
    const [whole, quoted, plain, end] = match;
    record.push({ text: quoted?.replaceAll('""', '"') ?? plain!, line, column: start - lineStart + 1 });
    const breaks = whole.match(/\r?\n|\r/g)?.length ?? 0;
    if (breaks > 0) {
      line += breaks;
      lineStart = token.lastIndex;
    }
    if (end === ',' && token.lastIndex < text.length) continue;
    if (end === ',') record.push({ text: '', line, column: token.lastIndex - lineStart + 1 });
    if (record.length > 1 || record[0]!.text.trim() !== '') records.push(record);
    record = [];
  }
  return records;
}
