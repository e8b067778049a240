import { isUtf8 } from 'node:buffer';
import { MarkFinder, type Marks } from './mark-bytes.ts';
import { Refused } from './refusal.ts';
import { splitCells } from './split-cells.ts';

/** Rules that the shape of a record breaks, before any cell of it is read. */
export type ShapeRule = 'ragged-row' | 'bad-encoding' | 'malformed-record' | 'bad-json';

/** A record that cannot be split into cells. Records count from 1 after the header, lines and columns from 1. */
export interface BrokenRecord {
  record: number;
  line: number;
  /** Place of the cell where it shows, counted in cells; null where no cell can be told. */
  column: number | null;
  rule: ShapeRule;
}

/**
 * On which line each record starts: from `records[i]` on it is the record's number plus `offsets[i]`. Two lists of numbers,
 * because a file of multi-line cells has a pair for each record.
 */
export interface LineOffsets {
  records: number[];
  offsets: number[];
}

/** What is done with each record, for writing a copy: its bytes without the line end, and the rule it breaks. */
export type RecordSink = (bytes: Buffer, start: number, end: number, broken: ShapeRule | null) => void;

/** Longer records are broken: no extract cell is that long, and DuckDB reads records of up to two million bytes. */
export const MAX_RECORD_BYTES = 1 << 20;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Splits delimited text into records as RFC 4180 says, and nothing else: an independent count, and every record whose shape
 * is wrong.
 *
 * A cell is quoted if its first character is a quote. A record with a quote in a place where none may be, or a lone carriage
 * return, is malformed and ends with its line. Where a quoted cell with a line break in it turns out malformed, or its record
 * ragged, nobody can tell how many records it swallowed: that file is refused.
 */
export class RecordScanner {
  /** Records after the header. */
  records = 0;
  readonly broken: BrokenRecord[] = [];
  readonly lineOffsets: LineOffsets = { records: [1], offsets: [1] };
  header: Buffer | null = null;
  /** Line ends by kind, and empty lines, which are no records. */
  lfLines = 0;
  crlfLines = 0;
  blankLines = 0;
  endsWithNewline = true;
  private line = 1;
  private offset = 1;
  private expected = 0;
  private readonly finder: MarkFinder;
  // The record that is being read: its end, the mark after it, and what was seen in it.
  private end = 0;
  private nextMark = 0;
  private delimiters = 0;
  private innerLines = 0;
  private malformedAt = -1;

  constructor(
    private readonly delimiter: number,
    private readonly sink: RecordSink | null = null,
  ) {
    this.finder = new MarkFinder(delimiter);
  }

  /**
   * Takes the next bytes, starting at the first byte of a record.
   *
   * @param last  no more bytes follow
   * @returns how many bytes were used: the rest is the start of a record whose end is not there yet
   * @throws Refused, where the file as a whole cannot be trusted
   */
  push(bytes: Buffer, last: boolean): number {
    const isClean = isText(bytes.subarray(0, last ? bytes.length : bytes.lastIndexOf(LF) + 1));
    const marks = this.finder.find(bytes);
    let start = 0;
    this.nextMark = 0;
    while (start < bytes.length) {
      if (!this.findEnd(bytes, start, marks, last)) break;
      const { end } = this;
      const isCrlf = end > start && end < bytes.length && bytes[end - 1] === CR;
      this.finish(bytes, start, isCrlf ? end - 1 : end, isClean);
      if (end === bytes.length) this.endsWithNewline = false;
      else if (isCrlf) this.crlfLines++;
      else this.lfLines++;
      start = end + 1;
    }
    return Math.min(start, bytes.length);
  }

  /** Goes from mark to mark to the end of the record; false when its end is not there yet. */
  private findEnd(bytes: Buffer, start: number, { positions, count }: Marks, last: boolean): boolean {
    const { delimiter } = this;
    let cellStart = start;
    this.delimiters = 0;
    this.innerLines = 0;
    this.malformedAt = -1;
    for (let mark = this.nextMark; mark < count; mark++) {
      const at = positions[mark]!;
      const byte = bytes[at];
      if (byte === delimiter) {
        this.delimiters++;
        cellStart = at + 1;
      } else if (byte === LF) {
        this.end = at;
        this.nextMark = mark + 1;
        return true;
      } else if (byte === QUOTE && at === cellStart) {
        const lines = this.innerLines;
        const close = this.closingMark(bytes, mark, positions, count);
        if (close === -1 || (!last && positions[close]! + 1 === bytes.length)) {
          if (last) throw this.unterminated();
          return false;
        }
        mark = close;
        cellStart = -1;
        if (!endsCell(bytes, positions[close]! + 1, delimiter)) {
          // After a line break nobody can tell where the record was meant to end.
          if (this.innerLines > lines) throw this.unterminated();
          this.malformed();
        }
      } else if (byte === QUOTE || bytes[at + 1] !== LF) {
        if (byte === CR && at + 1 === bytes.length && !last) return false;
        this.malformed();
      }
    }
    this.end = bytes.length;
    this.nextMark = count;
    return last;
  }

  /** The mark of the quote that closes the cell which opens at `open`, −1 where there is none; counts line breaks inside. */
  private closingMark(bytes: Buffer, open: number, positions: Int32Array, count: number): number {
    for (let mark = open + 1; mark < count; mark++) {
      const at = positions[mark]!;
      if (bytes[at] === LF) this.innerLines++;
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) return mark;
      mark++;
    }
    return -1;
  }

  private malformed(): void {
    if (this.malformedAt === -1) this.malformedAt = this.delimiters;
  }

  private finish(bytes: Buffer, start: number, end: number, isClean: boolean): void {
    const line = this.line;
    this.line += 1 + this.innerLines;
    if (this.header === null) {
      this.takeHeader(bytes.subarray(start, end));
      return;
    }
    if (end === start) {
      this.blankLines++;
      return;
    }
    const record = ++this.records;
    if (line - record !== this.offset) {
      this.offset = line - record;
      this.lineOffsets.records.push(record);
      this.lineOffsets.offsets.push(this.offset);
    }
    const broken = this.brokenRule(bytes, start, end, isClean, line);
    if (broken !== null) this.broken.push({ record, line, ...broken });
    this.sink?.(bytes, start, end, broken?.rule ?? null);
  }

  private brokenRule(
    bytes: Buffer,
    start: number,
    end: number,
    isClean: boolean,
    line: number,
  ): { rule: ShapeRule; column: number | null } | null {
    if (!isClean && !isText(bytes.subarray(start, end))) {
      return { rule: 'bad-encoding', column: firstBadCell(bytes.subarray(start, end), this.delimiter) };
    }
    if (this.malformedAt !== -1) return { rule: 'malformed-record', column: this.malformedAt + 1 };
    if (end - start > MAX_RECORD_BYTES) return { rule: 'malformed-record', column: null };
    if (this.delimiters === this.expected) return null;
    if (this.innerLines > 0) throw this.unterminated(line);
    return { rule: 'ragged-row', column: Math.min(this.delimiters, this.expected) + 2 };
  }

  private takeHeader(header: Buffer): void {
    if (!isText(header)) {
      const remedy = 'export it as UTF-8, the encoding that the contract declares';
      throw new Refused('wrong-encoding', 'the header is not UTF-8 text', remedy);
    }
    if (header.includes(CR)) {
      throw new Refused('cr-line-ends', 'lines end with a carriage return alone', 'save it with line ends LF or CRLF');
    }
    if (header.length === 0 || header.length > MAX_RECORD_BYTES || this.malformedAt !== -1) {
      throw new Refused('no-header', 'the first line does not name columns', 'put the column names on the first line');
    }
    this.header = Buffer.from(header);
    this.expected = this.delimiters;
    this.offset = this.line - 1;
    this.lineOffsets.offsets[0] = this.offset;
  }

  private unterminated(line = this.line): Refused {
    const detail = `a quoted cell that starts on line ${line} or in its record is not closed properly`;
    return new Refused('unterminated-quote', detail, 'mend the quotes there: the rows after it cannot be told apart');
  }
}

function endsCell(bytes: Buffer, at: number, delimiter: number): boolean {
  const byte = bytes[at];
  return byte === undefined || byte === delimiter || byte === LF || (byte === CR && (bytes[at + 1] ?? LF) === LF);
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && bytes.indexOf(0) === -1;
}

function firstBadCell(record: Buffer, delimiter: number): number {
  return splitCells(record, delimiter).findIndex((cell) => !isText(cell)) + 1;
}
