import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ByteWriter } from './byte-writer.ts';
import { storedGzip } from './stored-gzip.ts';

/** A column of an extract: its header and how a row fills it. Writing nothing leaves the cell empty. */
export interface Column<Row> {
  name: string;
  write(out: ByteWriter, row: Row): void;
  /** In NDJSON the value stands without quotes (numbers, true, false). */
  bare?: true;
}

/** How a source system packs a file, oddities included. */
export interface Packing {
  type: 'csv' | 'csv.gz' | 'ndjson';
  lineEnd?: '\r\n';
  /** Columns in reversed order. */
  reversed?: true;
  byteOrderMark?: true;
  /** A blank line after every so many rows. */
  blankEvery?: number;
  /** The header stands again before this row (counted from 0), as where two files were joined. */
  headerAgainBefore?: number;
  /** A last line `TOTAL,<rows>,,…`, as spreadsheets leave it. */
  total?: true;
}

const CSV: Packing = { type: 'csv' };
const NEWLINE = 10;
const COMMA = 44;
const QUOTE = 34;

/** One extract file being written, row by row, in constant memory. */
export class TableFile<Row> {
  readonly #descriptor: number;
  readonly #gzip: ReturnType<typeof storedGzip> | null;
  readonly #out: ByteWriter;
  readonly #columns: readonly Column<Row>[];
  readonly #packing: Packing;
  #rows = 0;

  /** @param path  without the ending, which the packing decides; folders are made */
  constructor(path: string, columns: readonly Column<Row>[], packing: Packing = CSV) {
    mkdirSync(dirname(path), { recursive: true });
    this.#descriptor = openSync(`${path}.${packing.type}`, 'w');
    this.#gzip = packing.type === 'csv.gz' ? storedGzip(this.#descriptor) : null;
    this.#out = new ByteWriter((bytes) =>
      this.#gzip === null ? void writeSync(this.#descriptor, bytes) : this.#gzip.write(bytes),
    );
    this.#packing = packing;
    this.#columns = packing.reversed ? [...columns].reverse() : columns;
    if (packing.byteOrderMark) for (const code of [0xef, 0xbb, 0xbf]) this.#out.byte(code);
    if (packing.type !== 'ndjson') this.#header();
  }

  write(row: Row): void {
    if (this.#rows === this.#packing.headerAgainBefore) this.#header();
    if (this.#packing.type === 'ndjson') this.#json(row);
    else this.#csv(row);
    this.#rows++;
    if (this.#packing.blankEvery !== undefined && this.#rows % this.#packing.blankEvery === 0) this.#endLine();
    this.#out.endRow();
  }

  /** Finishes the file. @returns the rows written, headers, blank lines and the total apart */
  close(): number {
    if (this.#packing.total) {
      this.#out.text(`TOTAL,${this.#rows}${','.repeat(this.#columns.length - 2)}`);
      this.#endLine();
    }
    this.#out.flush();
    this.#gzip?.end();
    closeSync(this.#descriptor);
    return this.#rows;
  }

  #header(): void {
    this.#out.text(this.#columns.map(({ name }) => name).join(','));
    this.#endLine();
  }

  #csv(row: Row): void {
    const columns = this.#columns;
    columns[0]!.write(this.#out, row);
    for (let i = 1; i < columns.length; i++) {
      this.#out.byte(COMMA);
      columns[i]!.write(this.#out, row);
    }
    this.#endLine();
  }

  #json(row: Row): void {
    let before = '{"';
    for (const { name, write, bare } of this.#columns) {
      this.#out.text(`${before}${name}":`);
      before = ',"';
      const start = this.#out.length;
      if (!bare) this.#out.byte(QUOTE);
      write(this.#out, row);
      if (!bare) this.#out.byte(QUOTE);
      if (this.#out.length - start === (bare ? 0 : 2)) this.#out.replaceFrom(start, 'null');
    }
    this.#out.text('}');
    this.#endLine();
  }

  #endLine(): void {
    if (this.#packing.lineEnd === '\r\n') this.#out.byte(13);
    this.#out.byte(NEWLINE);
  }
}
