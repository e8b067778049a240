import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { copyOf, isBuilt, type Outcome, realized } from '../support/cli.ts';

const disk = mkdtempSync(join(tmpdir(), 'realized-disk-'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0;
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

/** More kilobytes than a report of the program takes, and fewer than two do. */
const COPY = 2000;

/** What a full disk does to what was there before: nothing. On a real file system of eight megabytes. */
describe.skipIf(!isBuilt || !isMounted)(
  `a full disk (skipped: ${isBuilt ? 'no tmpfs may be mounted here' : 'run `make build` first'})`,
  () => {
    afterEach(() => {
      for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
    });

    test('at the lock and while loading: told, and the next run with room goes on', async () => {
      const { directory, out } = onDisk();
      for (const room of [0, 16, 100, 400, 1000]) {
        leave(room);
        isTold(await realized(['run', directory, '--out', out]));
        expect(existsSync(out)).toBe(false);
      }
      empty();
      expect((await realized(['run', directory, '--out', out])).code).toBe(0);
    }, 240_000);

    test('while a report is written: the one before stands whole, and nothing lies aside', async () => {
      const { directory } = copyOf('nightingale');
      const out = join(disk, 'reports');
      expect((await realized(['run', directory, '--out', out])).code).toBe(0);
      const before = contentsOf(out);
      const ledger = readFileSync(join(directory, 'ledger.jsonl'), 'utf8');
      const program = join(directory, 'program.yaml');
      writeFileSync(program, readFileSync(program, 'utf8').replace(/^title: .*/m, 'title: Scutari, once more'));
      // Room for nothing, for some pages, for one copy and not for two.
      for (const room of [0, 100, COPY]) {
        leave(room);
        isTold(await realized(['run', directory, '--out', out]));
        expect(contentsOf(out)).toEqual(before);
        expect(readFileSync(join(directory, 'ledger.jsonl'), 'utf8')).toBe(ledger);
      }
    }, 240_000);

    test('while sealing: nothing is sealed, the ledger is as it was, and sealing can be done again', async () => {
      const { directory, out } = onDisk();
      expect((await realized(['run', directory, '--out', out])).code).toBe(0);
      const ledger = join(directory, 'ledger.jsonl');
      const before = readFileSync(ledger, 'utf8');
      leave(0);
      isTold(await realized(['seal', directory, '--protocol']));
      expect([readdirSync(join(directory, 'seals')), readFileSync(ledger, 'utf8')]).toEqual([[], before]);
      empty();
      expect((await realized(['seal', directory, '--protocol'])).code).toBe(0);
      expect(readdirSync(join(directory, 'seals'))).toEqual(['protocol-0001.json']);
    }, 240_000);
  },
);

function isTold({ code, stderr }: Outcome): void {
  expect([code, stderr]).toEqual([3, expect.stringMatching(/cannot be written, the disk is full.*\[disk\.full\]/s)]);
  expect(stderr).toContain(disk);
}

function onDisk(): { directory: string; out: string } {
  const { directory: source, out } = copyOf('nightingale');
  const directory = join(disk, 'nightingale');
  mkdirSync(directory);
  cpSync(source, directory, { recursive: true });
  return { directory, out };
}

/** Fills the disk but for some kilobytes. */
function leave(kilobytes: number): void {
  empty();
  const { bavail, bsize } = statfsSync(disk);
  const left = bavail * bsize - kilobytes * 1024;
  writeFileSync(join(disk, 'filler'), Buffer.alloc(left));
}

function empty(): void {
  rmSync(join(disk, 'filler'), { force: true });
}

/** Every file below a folder with its content. */
function contentsOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'base64')]),
  );
}
