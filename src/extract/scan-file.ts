import { type Digest, readBytes } from './read-bytes.ts';
import type { BrokenRecord } from './record-scanner.ts';
import { Refused } from './refusal.ts';

/** No record is that long: somewhere a quote is not closed. */
const MAX_WINDOW_BYTES = 16 * 2 ** 20;

/** Bytes that tell an encoding or a container. */
const LONGEST_MARK = 4;

interface Scanner {
  records: number;
  readonly broken: readonly BrokenRecord[];
  push(bytes: Buffer, last: boolean): number;
}

/**
 * Feeds a scanner with the bytes of a file, so that each piece it sees starts with a record; a byte order mark is taken off.
 *
 * @returns hash and size of the file
 * @throws Refused, for bytes that are no UTF-8 text at all, and for a record that never ends
 */
export async function scanFile(path: string, isCompressed: boolean, scanner: Scanner): Promise<Digest> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  const digest = await readBytes(path, isCompressed, (piece) => {
    let bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (isFirst && bytes.length >= LONGEST_MARK) {
      bytes = startOfText(bytes, isCompressed);
      isFirst = false;
    }
    const used = isFirst ? 0 : scanner.push(bytes, false);
    refuseMostlyBroken(scanner, 100_000);
    // A copy, because the reader fills its buffer anew.
    rest = Buffer.from(bytes.subarray(used));
    if (rest.length > MAX_WINDOW_BYTES) throw endless(rest);
  });
  scanner.push(isFirst ? startOfText(rest, isCompressed) : rest, true);
  refuseMostlyBroken(scanner, 1000);
  return digest;
}

function startOfText(bytes: Buffer, isCompressed: boolean): Buffer {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    const detail = 'starts with the mark of UTF-16 text';
    throw new Refused('wrong-encoding', detail, 'export it as UTF-8, the encoding that the contract declares');
  }
  if (a === 0x50 && b === 0x4b && c === 3) {
    throw new Refused('not-text', 'is a zip archive or a workbook', 'unpack it, or export it as CSV');
  }
  if (a === 0x1f && b === 0x8b) {
    const again = isCompressed ? 'is compressed twice' : 'is compressed';
    throw new Refused('not-text', again, isCompressed ? 'compress it once' : 'name it .gz');
  }
  return a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes;
}

/** Where most records are broken, the file is: no list of a million rejects helps anyone. */
function refuseMostlyBroken({ records, broken }: Scanner, atLeast: number): void {
  if (broken.length < atLeast || broken.length <= records / 2) return;
  const { rule, line } = broken[0]!;
  const detail = `${broken.length} of ${records} records are broken, the first (${rule}) on line ${line}`;
  throw new Refused('mostly-broken', detail, 'compare the header with a row: number of columns, quotes, encoding');
}

function endless(rest: Buffer): Refused {
  if (rest.includes(13) && !rest.includes(10)) {
    return new Refused('cr-line-ends', 'lines end with a carriage return alone', 'save it with line ends LF or CRLF');
  }
  const detail = `a record is longer than ${MAX_WINDOW_BYTES / 2 ** 20} MiB: a quote is not closed`;
  return new Refused('unterminated-quote', detail, 'mend the quotes: the rows cannot be told apart');
}
