import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { type CheckedFile, refuseIfChanged, scannerFor } from './preflight.ts';
import type { ShapeRule } from './record-scanner.ts';
import { scanFile } from './scan-file.ts';

const FLUSH_BYTES = 1 << 20;
const LF = Buffer.from('\n');

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
  let pieces: Buffer[] = [];
  let size = 0;
  const write = (bytes: Buffer) => {
    pieces.push(bytes);
    size += bytes.length;
    if (size >= FLUSH_BYTES) flush();
  };
  const flush = () => {
    if (size > 0) writeSync(output, Buffer.concat(pieces));
    pieces = [];
    size = 0;
  };
  const sink = (bytes: Buffer, start: number, end: number, broken: ShapeRule | null) => {
    // A copy of the slice, because the reader fills its buffer anew.
    write(broken === null ? Buffer.from(bytes.subarray(start, end)) : substitute(file, broken));
    write(LF);
  };
  try {
    if (file.format === 'csv') write(Buffer.from(`${emptyRow(file, 'header')}\n`));
    const format = file.format === 'ndjson' ? 'ndjson' : 'csv';
    const scanner = scannerFor(format, file.delimiter, sink);
    await scanFile(file.path, file.isCompressed, scanner);
    flush();
    fsyncSync(output);
  } finally {
    closeSync(output);
  }
  await refuseIfChanged(file);
}

function substitute(file: CheckedFile, rule: ShapeRule): Buffer {
  const mark = brokenMark(file, rule);
  return Buffer.from(file.format === 'ndjson' ? mark : emptyRow(file, mark));
}

function emptyRow(file: CheckedFile, first: string): string {
  return `"${first}"${file.delimiter.repeat(file.columns!.length - 1)}`;
}
