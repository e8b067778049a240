import { stat } from 'node:fs/promises';
import type { FoundFile } from './find-files.ts';
import { LineScanner } from './line-scanner.ts';
import { type Digest, readBytes } from './read-bytes.ts';
import { type BrokenRecord, type LineOffsets, RecordScanner } from './record-scanner.ts';
import { Refused } from './refusal.ts';
import { scanFile } from './scan-file.ts';
import { cellText, splitCells } from './split-cells.ts';

export type FileFormat = 'csv' | 'ndjson' | 'parquet';

/** A file as it was seen by an independent reader, before DuckDB saw a byte of it. */
export interface CheckedFile extends FoundFile, Digest {
  format: FileFormat;
  isCompressed: boolean;
  /** The one character between cells. */
  delimiter: string;
  /** Headers in the order of the file (NDJSON: members of the first lines). Null for Parquet: its own footer tells. */
  columns: string[] | null;
  /** Records after the header, broken ones included. Null for Parquet. */
  records: number | null;
  broken: BrokenRecord[];
  /** Null for Parquet, which has no lines. */
  lineOffsets: LineOffsets | null;
  /** DuckDB must read a copy (`writeCopy`): records are broken, line ends are mixed, or empty lines could count as rows. */
  needsCopy: boolean;
  endsWithNewline: boolean;
  /** What the file system said before reading; `isUnchanged` compares. */
  stamp: string;
}

/**
 * Is this file what its name says, and how many records does it hold?
 *
 * One read serves hash, decoding, record count and shape; gzip is read to its end. Header against contract is
 * `bindColumns`' question.
 *
 * @param delimiter  of the extract entry or the contract
 * @throws Refused, with the reason
 */
export async function preflight(found: FoundFile, delimiter: string): Promise<CheckedFile> {
  const [format, isCompressed] = formatOf(found.file);
  const before = await stampOf(found.path);
  const seen = await (format === 'parquet' ? readParquet(found) : scan(found, format, isCompressed, delimiter));
  if ((await stampOf(found.path)) !== before) throw changed();
  return { ...found, ...seen, format, isCompressed, delimiter, stamp: before };
}

/** Throws Refused when a file is no longer the one that was checked. */
export async function refuseIfChanged(file: CheckedFile): Promise<void> {
  if ((await stampOf(file.path)) !== file.stamp) throw changed();
}

/** How a scanner is fed: shared by the pre-flight and by the copy of a broken file. */
export function scannerFor(
  format: 'csv' | 'ndjson',
  delimiter: string,
  sink: ConstructorParameters<typeof RecordScanner>[1] = null,
): RecordScanner | LineScanner {
  return format === 'csv' ? new RecordScanner(delimiter.charCodeAt(0), sink) : new LineScanner(sink);
}

type Seen = Omit<CheckedFile, keyof FoundFile | 'format' | 'isCompressed' | 'delimiter' | 'stamp'>;

async function scan(
  found: FoundFile,
  format: 'csv' | 'ndjson',
  isCompressed: boolean,
  delimiter: string,
): Promise<Seen> {
  const scanner = scannerFor(format, delimiter);
  const digest = await scanFile(found.path, isCompressed, scanner);
  const { records, broken, lineOffsets, endsWithNewline } = scanner;
  const isMixed = scanner.lfLines > 0 && scanner.crlfLines > 0;
  const shared = { ...digest, records, broken, lineOffsets, endsWithNewline };
  if (scanner instanceof LineScanner) {
    if (records === 0) throw empty();
    const needsCopy = broken.length > 0 || isMixed || scanner.blankLines > 0;
    return { ...shared, columns: [...scanner.names], needsCopy };
  }
  if (scanner.header === null) throw empty();
  const columns = splitCells(scanner.header, delimiter.charCodeAt(0)).map((cell) => cellText(cell).trim());
  const needsCopy = broken.length > 0 || isMixed || (scanner.blankLines > 0 && columns.length === 1);
  return { ...shared, columns, needsCopy };
}

async function readParquet(found: FoundFile): Promise<Seen> {
  let head: Buffer = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  const digest = await readBytes(found.path, false, (piece) => {
    if (head.length < 4) head = Buffer.concat([head, piece.subarray(0, 4)]);
    tail = Buffer.concat([tail, piece.subarray(-4)]).subarray(-4);
  });
  if (digest.bytes === 0) throw empty();
  if ([head.subarray(0, 4), tail].some((bytes) => bytes.toString('latin1') !== 'PAR1')) {
    throw new Refused('not-parquet', 'is no Parquet file, or was cut', 'fetch the file again');
  }
  return {
    ...digest,
    columns: null,
    records: null,
    broken: [],
    lineOffsets: null,
    needsCopy: false,
    endsWithNewline: true,
  };
}

function formatOf(file: string): [FileFormat, boolean] {
  const [, base, gz] = /\.(csv|tsv|txt|ndjson|jsonl|parquet)(\.gz)?$/i.exec(file) ?? [];
  const format = base?.toLowerCase();
  if (format === undefined || (format === 'parquet' && gz)) {
    throw new Refused(
      'unknown-format',
      'has no known ending',
      'name it .csv, .csv.gz, .ndjson, .ndjson.gz or .parquet',
    );
  }
  if (format === 'parquet') return ['parquet', false];
  return [format === 'ndjson' || format === 'jsonl' ? 'ndjson' : 'csv', gz !== undefined];
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true });
  return `${ino}/${size}/${mtimeNs}`;
}

/** The refusal of a file that is no longer the one that was checked. */
export function changed(): Refused {
  const detail = 'changed while it was read';
  return new Refused('changed-while-reading', detail, 'let the export finish, then run again');
}

function empty(): Refused {
  return new Refused('empty-file', 'holds nothing', 'export it again; an extract without rows still has its header');
}
