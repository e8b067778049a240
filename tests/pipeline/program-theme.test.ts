import { createHash } from 'node:crypto';
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
import { otherFace } from '../support/typeface.ts';

const root = mkdtempSync(join(tmpdir(), 'theme-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
let [plain, themed]: RunOutcome[] = [];
const LIGHT = otherFace('200ExtraLight');

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
    'colours: { ink: "#221133", improvement: "#00695c" }\nlogo: { file: look/logo.png, alternative: "War <Office>" }\nfonts: { family: War Office, regular: look/Light.ttf, bold: look/Black.ttf }\n',
  );
  writeFileSync(join(directory, 'look/logo.png'), PNG);
  writeFileSync(join(directory, 'look/Light.ttf'), LIGHT);
  writeFileSync(join(directory, 'look/Black.ttf'), otherFace('900Black'));
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

test('pages, charts, mail and PDFs are set in its typeface', () => {
  const page = read('finance.html');
  for (const weight of [400, 600]) expect(page).toContain(`@font-face{font-family:'War Office';font-weight:${weight};`);
  expect(page).toContain(`font:400 17px/1.5 'War Office', 'Source Sans 3',system-ui`);
  // It draws every letter of the page, so the shipped one is not carried along.
  expect(page).not.toContain("@font-face{font-family:'Source Sans 3'");
  expect(read('executive.html')).toContain("font-family:'War Office', 'Source Sans 3',Arial");
  const chart = read('manifest.json').match(/charts\/spc\.[^"]+(?=\.svg)/)![0];
  expect(read(`${chart}.svg`)).toContain(`font-family="'War Office', 'Source Sans 3', sans-serif"`);
  expect(JSON.parse(read(`${chart}.vl.json`)).config.font).toBe("'War Office', 'Source Sans 3'");
  for (const file of ['executive.pdf', 'finance.pdf']) {
    const pdf = readFileSync(join(themed!.folder, file)).toString('latin1');
    const fonts = [...pdf.matchAll(/\/FontName\s*\/[A-Z]{6}\+(\S+)/g)].map((match) => match[1]);
    expect(new Set(fonts)).toEqual(new Set(['WarOffice-Regular', 'WarOffice-SemiBold']));
  }
});

test('the ledger knows the font files by their SHA-256', () => {
  const entry = JSON.parse(readFileSync(join(directory, 'ledger.jsonl'), 'utf8').trim().split('\n').at(-1)!);
  expect(entry.data.files['look/Light.ttf']).toBe(createHash('sha256').update(LIGHT).digest('hex'));
});

test('an archive holds it, and draws the same pages from it', async () => {
  const { file } = await exportArchive({ directory, report: themed!.folder, out: join(root, 'run.zip') });
  const archive = readFileSync(file);
  expect(Buffer.from(filesOfArchive(archive).files!.get('program/look/logo.png')!).equals(PNG)).toBe(true);
  expect(Buffer.from(filesOfArchive(archive).files!.get('program/look/Light.ttf')!).equals(LIGHT)).toBe(true);
  expect((await verifyArchive(archive)).faults).toEqual([]);
}, 60_000);

test('a logo or a font that is another one than it was is told by name', async () => {
  writeFileSync(join(directory, 'look/Black.ttf'), otherFace('800ExtraBold'));
  writeFileSync(join(directory, 'look/logo.png'), Buffer.concat([PNG, Buffer.from([0])]));
  const { faults } = await verify({ directory, report: themed!.folder, progress: () => {} });
  expect(faults.map(({ place }) => place)).toContain('look/logo.png');
  expect(faults.map(({ place }) => place)).toContain('look/Black.ttf');
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
