import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { BROKEN_TIME } from '../../../datasets/riverside/byte-writer.ts';
import { type Column, type Packing, TableFile } from '../../../datasets/riverside/table-file.ts';

interface Row {
  name: string;
  at: number;
}

const COLUMNS: Column<Row>[] = [
  { name: 'name', write: (out, { name }) => out.text(name) },
  { name: 'at', write: (out, { at }) => out.isoTime(at) },
  { name: 'old', write: (out, { at }) => out.text(at > 0 ? 'true' : ''), bare: true },
];
const SUMMER = Date.UTC(2024, 6, 1, 5, 4, 3) / 1000;
const ROWS: Row[] = [
  { name: 'a', at: SUMMER },
  { name: '', at: Number.NaN },
];

const folder = mkdtempSync(join(tmpdir(), 'riverside-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('CSV in Chicago time, with the oddities a packing asks for', () => {
  expect(written({ type: 'csv' })).toBe('name,at,old\na,2024-07-01 00:04:03,true\n,,\n');
  expect(written({ type: 'csv', reversed: true, lineEnd: '\r\n' })).toBe(
    'old,at,name\r\ntrue,2024-07-01 00:04:03,a\r\n,,\r\n',
  );
  expect(written({ type: 'csv', byteOrderMark: true }).charCodeAt(0)).toBe(0xfeff);
  expect(written({ type: 'csv', blankEvery: 1, headerAgainBefore: 1, total: true })).toBe(
    'name,at,old\na,2024-07-01 00:04:03,true\n\nname,at,old\n,,\n\nTOTAL,2,\n',
  );
});

test('NDJSON has null for an empty cell', () => {
  expect(written({ type: 'ndjson' })).toBe(
    '{"name":"a","at":"2024-07-01 00:04:03","old":true}\n{"name":null,"at":null,"old":null}\n',
  );
});

test('gzip unpacks to the same text, over several blocks too', () => {
  const many = Array.from({ length: 20_000 }, () => ROWS[0]!);
  expect(gunzipSync(bytes({ type: 'csv.gz' }, many)).toString()).toBe(bytes({ type: 'csv' }, many).toString());
});

test('a time that the source could not write stands as zeros', () => {
  expect(bytes({ type: 'csv' }, [{ name: 'a', at: BROKEN_TIME }]).toString()).toContain('a,0000-00-00 00:00:00,true');
});

function written(packing: Packing): string {
  return bytes(packing, ROWS).toString('utf8');
}

function bytes(packing: Packing, rows: Row[]): Buffer {
  const path = join(folder, 'file');
  const file = new TableFile(path, COLUMNS, packing);
  for (const row of rows) file.write(row);
  expect(file.close()).toBe(rows.length);
  return readFileSync(`${path}.${packing.type}`);
}
