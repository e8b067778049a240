import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { challenge } from '../../src/pipeline/challenge.ts';
import { tellChallenge } from '../../src/pipeline/challenge-words.ts';
import { run } from '../../src/pipeline/run.ts';

const root = mkdtempSync(join(tmpdir(), 'challenge-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };

beforeAll(() => {
  cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

test('without a report the run is made and published nowhere; with one it is read, and says the same', async () => {
  const made = await challenge({ ...work, asOf: '1856-03-31', report: null });
  expect(made.folder).toBeNull();
  expect(existsSync(join(root, 'reports'))).toBe(false);
  const { folder } = await run({ ...work, asOf: null, out: join(root, 'reports') });
  const read = await challenge({ ...work, asOf: null, report: folder });
  expect(read).toEqual({ ...made, folder });
  expect(tellChallenge(read).claim).toMatch(/^No cash is claimed\./);
  expect(
    tellChallenge(read)
      .charges.map(({ charge }) => charge)
      .join(' '),
  ).toMatch(/rules were made, or changed, after/);
});

test('a report that was changed is refused', async () => {
  const { folder } = await run({ ...work, asOf: null, out: join(root, 'changed') });
  writeFileSync(join(folder, 'results.json'), '{}\n');
  await expect(challenge({ ...work, asOf: null, report: folder })).rejects.toMatchObject({ code: 'report.changed' });
});
