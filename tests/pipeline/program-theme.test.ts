import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLOURS } from '../../src/chart/theme.ts';
import { filesOfArchive } from '../../src/pipeline/archive.ts';
import { exportArchive } from '../../src/pipeline/export.ts';
import { bytesOfText, textOfBytes } from '../../src/pipeline/program-theme.ts';
import { type RunOutcome, run } from '../../src/pipeline/run.ts';
import { verify } from '../../src/pipeline/verify.ts';
import { verifyArchive } from '../../src/pipeline/verify-archive.ts';

const root = mkdtempSync(join(tmpdir(), 'theme-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
let [plain, themed]: RunOutcome[] = [];

/** A PNG of one dark green point: bytes that are no UTF-8. */
const PNG = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])),
  chunk('IDAT', deflateSync(Buffer.from([0, 0, 0x69, 0x5c]))),
  chunk('IEND', Buffer.alloc(0)),
]);

beforeAll(async () => {
  cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
  plain = await run({ ...work, asOf: null, out: join(root, 'plain') });
  const yaml = join(directory, 'program.yaml');
  writeFileSync(yaml, `${readFileSync(yaml, 'utf8')}\ntheme: look/theme.yaml\n`);
  mkdirSync(join(directory, 'look'));
  writeFileSync(
    join(directory, 'look/theme.yaml'),
    'colours: { ink: "#221133", improvement: "#00695c" }\nlogo: { file: look/logo.png, alternative: "War <Office>" }\n',
  );
  writeFileSync(join(directory, 'look/logo.png'), PNG);
  themed = await run({ ...work, asOf: null, out: join(root, 'reports') });
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

const read = (path: string) => readFileSync(join(themed!.folder, path), 'utf8');

test('the look decides the run, and nothing that it says', () => {
  expect(themed!.results.run_id).not.toBe(plain!.results.run_id);
  const { run_id: _a, ledger_head: _b, previous: _c, ...said } = themed!.results;
  const { run_id: _d, ledger_head: _e, previous: _f, ...before } = plain!.results;
  expect(said).toEqual(before);
});

test('pages, charts and mail wear it', () => {
  expect(read('finance.html')).toContain('--ink:#221133');
  expect(read('finance.html')).toContain('alt="War &lt;Office&gt;"');
  const chart = themed!.results.kpis[0]!.id;
  const spc = themed!.results.comparisons.find(({ kpi }) => kpi === chart)!.unit;
  const file = `charts/spc.${chart}.${encodeURIComponent(spc)}`;
  for (const path of [`${file}.svg`, `${file}.vl.json`, 'executive.html']) {
    expect(read(path)).toContain('#221133');
    expect(read(path)).not.toContain(COLOURS.ink);
  }
});

test('an archive holds it, and draws the same pages from it', async () => {
  const { file } = await exportArchive({ directory, report: themed!.folder, out: join(root, 'run.zip') });
  const archive = readFileSync(file);
  expect(Buffer.from(filesOfArchive(archive).files!.get('program/look/logo.png')!).equals(PNG)).toBe(true);
  expect((await verifyArchive(archive)).faults).toEqual([]);
}, 60_000);

test('a logo that is another one than it was is told by name', async () => {
  writeFileSync(join(directory, 'look/logo.png'), Buffer.concat([PNG, Buffer.from([0])]));
  const { faults } = await verify({ directory, report: themed!.folder, progress: () => {} });
  expect(faults.map(({ place }) => place)).toContain('look/logo.png');
}, 60_000);

test('bytes are held as text and come back', () => {
  for (const bytes of [PNG, Buffer.from('«ä»\n'), Buffer.from('data:;base64,AA=='), Buffer.alloc(0)]) {
    expect(bytesOfText(textOfBytes(bytes)).equals(bytes)).toBe(true);
  }
  expect(textOfBytes(Buffer.from('colours: {}'))).toBe('colours: {}');
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
