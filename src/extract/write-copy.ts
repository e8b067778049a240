import { closeSync, openSync, writeSync } from 'node:fs';
import { type CheckedFile, changed, scannerFor } from './preflight.ts';
import { MAX_RECORD_BYTES, type ShapeRule } from './record-scanner.ts';
import { scanFile } from './scan-file.ts';

const LF = 10;

const BUFFER_BYTES = 4 * MAX_RECORD_BYTES;

/**
 * What stands in a copy's first cell where a record was broken. It holds the file's own SHA-256, which no cell of the
 * file can.
 */
export function brokenMark(file: Pick<CheckedFile, 'sha256'>, rule: ShapeRule): string {
  return `${file.sha256}:${rule}`;
}

/**
 * Writes a copy of a text file that any strict reader understands: uniform line ends, no empty lines, decompressed, and each
 * broken record replaced by one that says which rule it broke, so that the records keep their numbers.
 *
 * @param target  path of the copy; an existing file is replaced
 * @throws Refused, when the file is no longer the one that was checked
 */
export async function writeCopy(file: CheckedFile, target: string): Promise<void> {
  const output = openSync(target, 'w', 0o600);
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let used = 0;
  const flush = () => {
    // On a disk that is nearly full a part is written, and the next attempt fails.
    for (let written = 0; written < used; ) written += writeSync(output, buffer, written, used - written);
    used = 0;
  };
  const sink = (bytes: Buffer, start: number, end: number, broken: ShapeRule | null) => {
    // Whole records and substitutes are shorter than half the buffer.
    if (used > BUFFER_BYTES / 2) flush();
    used += broken === null ? bytes.copy(buffer, used, start, end) : buffer.write(substitute(file, broken), used);
    buffer[used++] = LF;
  };
  try {
    if (file.format === 'csv') used += buffer.write(`${emptyRow(file, 'header')}\n`);
    const scanner = scannerFor(file.format === 'ndjson' ? 'ndjson' : 'csv', file.delimiter, sink);
    const { sha256 } = await scanFile(file.path, file.isCompressed, scanner);
    if (sha256 !== file.sha256) throw changed();
    flush();
  } finally {
    closeSync(output);
  }
}

function substitute(file: CheckedFile, rule: ShapeRule): string {
  const mark = brokenMark(file, rule);
  return file.format === 'ndjson' ? mark : emptyRow(file, mark);
}

function emptyRow(file: CheckedFile, first: string): string {
  return `"${first}"${file.delimiter.repeat(file.columns!.length - 1)}`;
}
