import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { preflight } from '../../src/extract/preflight.ts';
import { Refused } from '../../src/extract/refusal.ts';
import { brokenMark, writeCopy } from '../../src/extract/write-copy.ts';
import { entryOf, temporaryFolder, write } from '../support/load.ts';

async function check(name: string, content: string | Uint8Array) {
  const folder = temporaryFolder();
  write(folder, { [name]: content });
  return preflight({ entry: entryOf({ kind: 'visit' }), file: name, path: join(folder, name) }, ',');
}

async function reason(name: string, content: string | Uint8Array): Promise<string | null> {
  return check(name, content).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refused) return error.reason;
      throw error;
    },
  );
}

const text = 'a,b\n1,2\n3,4\n';
const gz = gzipSync(text);

describe('preflight', () => {
  test('one read gives hash, size, header and count; a byte order mark belongs to no header', async () => {
    const checked = await check('x.csv', `\ufeff${text}`);
    const sha256 = createHash('sha256').update(`\ufeff${text}`).digest('hex');
    expect(checked).toMatchObject({ sha256, bytes: 15, columns: ['a', 'b'], records: 2, broken: [], needsCopy: false });
  });

  test('compressed text is hashed as it lies on disk and counted as it reads; members may follow each other', async () => {
    const two = Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]);
    for (const bytes of [gz, two]) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(await check('x.csv.gz', bytes)).toMatchObject({
        sha256,
        bytes: bytes.length,
        records: 2,
        isCompressed: true,
      });
    }
  });

  test('newline-delimited JSON: lines are counted, members of the first lines are its columns', async () => {
    const lines = '{"a":1}\n\n{"b":{"c":2}}\r\nnot json\n';
    expect(await check('x.ndjson', lines)).toMatchObject({ columns: ['a', 'b'], records: 3, needsCopy: true });
  });

  test.each([
    ['nothing', 'x.csv', '', 'empty-file'],
    ['nothing, compressed', 'x.csv.gz', gzipSync(''), 'empty-file'],
    ['no lines of JSON', 'x.ndjson', '\n\n', 'empty-file'],
    ['UTF-16', 'x.csv', Buffer.from(`\ufeff${text}`, 'utf16le'), 'wrong-encoding'],
    ['UTF-16 without its mark', 'x.csv', Buffer.from(text, 'utf16le'), 'wrong-encoding'],
    ['a workbook', 'x.csv', Buffer.from('PK\x03\x04 rest of it'), 'not-text'],
    ['compressed, not named so', 'x.csv', gz, 'not-text'],
    ['compressed twice', 'x.csv.gz', gzipSync(gz), 'not-text'],
    ['not compressed, named so', 'x.csv.gz', text, 'not-gzip'],
    ['cut while compressed', 'x.csv.gz', gz.subarray(0, gz.length - 6), 'gzip-truncated'],
    ['a flipped bit', 'x.csv.gz', flipped(gz), 'gzip-damaged'],
    ['other bytes after it', 'x.csv.gz', Buffer.concat([gz, Buffer.from('garbage')]), 'gzip-damaged'],
    ['a bomb', 'x.csv.gz', gzipSync(Buffer.alloc(150 * 2 ** 20, 'a,b\n')), 'gzip-bomb'],
    ['a quote that never closes', 'x.csv', `a,b\n1,"${'x\n'.repeat(9_000_000)}`, 'unterminated-quote'],
    ['one cell too few throughout', 'x.csv', `a,b\n${'1\n'.repeat(2000)}`, 'mostly-broken'],
    ['Parquet by name alone', 'x.parquet', text, 'not-parquet'],
    ['another ending', 'x.xlsx', text, 'unknown-format'],
  ])('%s is refused', async (_, name, content, expected) => {
    expect(await reason(name, content)).toBe(expected);
  });
});

test('a copy keeps the numbers of its records: broken ones are marked, line ends uniform, empty lines gone', async () => {
  const checked = await check('x.csv', 'a,b\r\n1,"x\r\ny"\n\n2\n3,"4""5"\r\n6,q"q');
  expect(checked.needsCopy).toBe(true);
  const copy = join(temporaryFolder(), 'copy.csv');
  await writeCopy(checked, copy);
  const [ragged, malformed] = [brokenMark(checked, 'ragged-row'), brokenMark(checked, 'malformed-record')];
  expect(readFileSync(copy, 'utf8')).toBe(`"header",\n1,"x\r\ny"\n"${ragged}",\n3,"4""5"\n"${malformed}",\n`);
});

test('a file that changes after it was checked is not copied', async () => {
  const folder = temporaryFolder();
  write(folder, { 'x.csv': 'a,b\n1\n' });
  const checked = await preflight({ entry: entryOf({ kind: 'v' }), file: 'x.csv', path: join(folder, 'x.csv') }, ',');
  write(folder, { 'x.csv': 'a,b\n1,2\n' });
  await expect(writeCopy(checked, join(folder, 'copy'))).rejects.toMatchObject({ reason: 'changed-while-reading' });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 12]! ^= 1;
  return copy;
}
