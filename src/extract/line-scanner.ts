import { isUtf8 } from 'node:buffer';
import { type BrokenRecord, type LineOffsets, MAX_RECORD_BYTES, type RecordSink } from './record-scanner.ts';

const LF = 10;
const CR = 13;

/** How many lines are looked at for the names of their members. */
const LINES_FOR_NAMES = 100;

/**
 * Splits newline-delimited JSON into records: an independent count of its lines, the lines whose bytes are no JSON text, and
 * the names of the members that the first hundred lines have. Empty lines are no records.
 */
export class LineScanner {
  records = 0;
  readonly broken: BrokenRecord[] = [];
  readonly lineOffsets: LineOffsets = { records: [1], offsets: [0] };
  /** Names of members on the first lines, in the order of their first appearance. */
  readonly names = new Set<string>();
  /** Line ends by kind, and lines without a record. */
  lfLines = 0;
  crlfLines = 0;
  blankLines = 0;
  endsWithNewline = true;
  private line = 1;

  constructor(private readonly sink: RecordSink | null = null) {}

  /** Takes the next bytes, starting with a line; returns how many were used, as `RecordScanner.push` does. */
  push(bytes: Buffer, last: boolean): number {
    const lines = bytes.subarray(0, last ? bytes.length : bytes.lastIndexOf(LF) + 1);
    const isClean = isJsonText(lines);
    let start = 0;
    while (start < lines.length) {
      const found = lines.indexOf(LF, start);
      const end = found === -1 ? lines.length : found;
      const isCrlf = found !== -1 && end > start && bytes[end - 1] === CR;
      this.take(bytes, start, isCrlf ? end - 1 : end, isClean);
      if (found === -1) this.endsWithNewline = false;
      else if (isCrlf) this.crlfLines++;
      else this.lfLines++;
      start = end + 1;
    }
    return lines.length;
  }

  private take(bytes: Buffer, start: number, end: number, isClean: boolean): void {
    const line = this.line++;
    if (isBlank(bytes, start, end)) {
      this.blankLines++;
      return;
    }
    const record = ++this.records;
    const { records, offsets } = this.lineOffsets;
    if (line - record !== offsets.at(-1)) {
      records.push(record);
      offsets.push(line - record);
    }
    const text = bytes.subarray(start, end);
    let broken: BrokenRecord | null = null;
    if (!isClean && !isUtf8(text)) broken = { record, line, column: null, rule: 'bad-encoding' };
    else if ((!isClean && !isJsonText(text)) || text.length > MAX_RECORD_BYTES) {
      broken = { record, line, column: null, rule: 'bad-json' };
    }
    if (broken !== null) this.broken.push(broken);
    else if (record <= LINES_FOR_NAMES) this.collectNames(text.toString('utf8'));
    this.sink?.(bytes, start, end, broken?.rule ?? null);
  }

  private collectNames(text: string): void {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) for (const name of Object.keys(value)) this.names.add(name);
    } catch {
      // Broken JSON is judged with all other rules of a row, in SQL.
    }
  }
}

/** UTF-8 without the control characters that DuckDB would take for the end of a cell or line: no JSON text holds them raw. */
function isJsonText(bytes: Buffer): boolean {
  if (!isUtf8(bytes) || bytes.indexOf(0) !== -1 || bytes.indexOf(1) !== -1) return false;
  for (let at = bytes.indexOf(CR); at !== -1; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF && at + 1 !== bytes.length) return false;
  }
  return true;
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 32) return false;
  return true;
}
