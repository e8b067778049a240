import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, filesOfArchive } from '../../src/pipeline/archive.ts';
import { exportArchive } from '../../src/pipeline/export.ts';
import { run } from '../../src/pipeline/run.ts';
import { seal } from '../../src/pipeline/seal.ts';
import { verifyArchive } from '../../src/pipeline/verify-archive.ts';
import { checkHashes } from '../../src/pipeline/verify-hashes.ts';
import { createRandom } from '../../src/statistics/random.ts';

/** A real program with a KPI file of its own, sealed and run: one bit of it is changed at 500 places, drawn with a seed. */
const FLIPS = 500;
const product = resolve(import.meta.dirname, '../..');
const root = mkdtempSync(join(tmpdir(), 'bit-flips-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
let report: string;

beforeAll(async () => {
  cpSync(join(product, 'datasets/nightingale'), directory, { recursive: true });
  mkdirSync(join(directory, 'kpi'));
  cpSync(join(product, 'sql/kpi/tally_rate.sql'), join(directory, 'kpi/army_deaths.sql'));
  const yaml = join(directory, 'program.yaml');
  writeFileSync(yaml, readFileSync(yaml, 'utf8').replaceAll('definition: tally_rate', 'definition: army_deaths'));
  await seal({ ...work, what: 'protocol', reason: null, asOf: null });
  await seal({ ...work, what: 'baseline', reason: null, asOf: null });
  report = (await run({ ...work, asOf: null, out: join(root, 'reports') })).folder;
}, 240_000);
afterAll(() => rmSync(root, { recursive: true }));

const { uniform: random } = createRandom(1855);
const drawn = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const told = (faults: { place: string; problem: string }[]) =>
  faults.map(({ place, problem }) => `${place} ${problem}`).join('\n');

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Flips one bit of a file at a random place while the work runs. */
async function flipped<T>(path: string, work: (at: number) => Promise<T>): Promise<T> {
  const content = readFileSync(path);
  const changed = Buffer.from(content);
  const at = Math.floor(random() * content.length);
  changed[at]! ^= 1 << Math.floor(random() * 8);
  writeFileSync(path, changed);
  try {
    return await work(at);
  } finally {
    writeFileSync(path, content);
  }
}

const below = (folder: string, name: string) => readdirSync(join(folder, name)).map((file) => join(folder, name, file));
const outputsBelow = () =>
  readdirSync(report, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('any one bit', () => {
  test(`at ${FLIPS} places: extracts, seals, ledger, program and KPI files, outputs`, async () => {
    expect(told((await checkHashes(directory, report, () => {})).faults)).toBe('');
    const program = ['program.yaml', 'kpi/army_deaths.sql', 'staging/stg_army_return.sql', 'contract/army_return.yaml'];
    const groups = [
      () => below(directory, 'extracts'),
      () => below(directory, 'seals'),
      () => [join(directory, 'ledger.jsonl')],
      () => program.map((file) => join(directory, file)),
      outputsBelow,
    ];
    for (let i = 0; i < FLIPS; i++) {
      const path = drawn(groups[i % groups.length]!());
      await flipped(path, async (at) => {
        const { faults } = await checkHashes(directory, report, () => {});
        expect(told(faults), `${path} at byte ${at}`).toContain(path.split('/').at(-1));
      });
    }
  }, 240_000);

  test('in an archive: what was changed is named, and so is a zip that was packed again', async () => {
    const { file } = await exportArchive({ directory, report, out: join(root, 'audit.zip') });
    const archive = readFileSync(file);
    const sound = await verifyArchive(archive);
    expect([told(sound.faults), sound.checked.seals, sound.notChecked.length]).toEqual(['', 2, 1]);
    for (let i = 0; i < 10; i++) {
      const changed = Buffer.from(archive);
      changed[Math.floor(random() * archive.length)]! ^= 1 << Math.floor(random() * 8);
      expect(told((await verifyArchive(changed)).faults)).toContain('archive ');
    }
    for (const path of ['program/kpi/army_deaths.sql', 'program/ledger.jsonl', 'report/results.json', 'README.txt']) {
      const files = filesOfArchive(archive).files!;
      const content = Buffer.from(files.get(path)!);
      content[content.length >> 1]! ^= 1;
      const faults = told((await verifyArchive(archiveOf(files.set(path, content)))).faults);
      expect(faults).toContain(path.split('/').at(-1));
    }
    const more = filesOfArchive(archive).files!.set('program/notes.txt', Buffer.from('trust me'));
    expect(told((await verifyArchive(archiveOf(more))).faults)).toBe(
      'program/notes.txt is in the archive and nothing names it',
    );
  }, 240_000);

  test('an archive whose report says that it measured with something else is named, though its digest was mended', async () => {
    const archive = readFileSync(join(root, 'audit.zip'));
    const files = filesOfArchive(archive).files!;
    const [before, manifest] = ['as-run.json', 'manifest.json'].map((name) =>
      Buffer.from(files.get(`report/${name}`)!).toString(),
    );
    const asRun = JSON.parse(before!);
    asRun.measured.kpis[0].sql += ' where true';
    const after = `${JSON.stringify(asRun, null, 1)}\n`;
    files.set('report/as-run.json', Buffer.from(after));
    files.set('report/manifest.json', Buffer.from(manifest!.replace(sha256(before!), sha256(after))));
    expect(told((await verifyArchive(archiveOf(files))).faults)).toContain(
      'as-run.json says that the run measured with something else than its texts and seals give',
    );
  }, 240_000);

  test('a report that does not hold is not exported', async () => {
    await flipped(join(report, 'report.html'), async () => {
      const packed = exportArchive({ directory, report, out: join(root, 'never.zip') });
      await expect(packed).rejects.toMatchObject({ code: 'archive.unsound', exitCode: 3 });
    });
    expect(readdirSync(root)).not.toContain('never.zip');
  });
});
