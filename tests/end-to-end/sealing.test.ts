import { spawn } from 'node:child_process';
import { appendFileSync, copyFileSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LedgerEntry, nextEntry } from '../../src/baseline/ledger-entry.ts';
import { copyOf, finished, isBuilt, MAIN, realized, start } from '../support/cli.ts';

/** Bytes in which bash counts how large a file may become. */
const BLOCK = 1024;

/** What may happen to seals, reports and archives, by the compiled command on a real program. */
describe.skipIf(!isBuilt)('seals, reports and archives (skipped: run `make build` first)', () => {
  const seals = ({ directory }: Copy) => readdirSync(join(directory, 'seals')).sort();
  const run = ({ directory, out }: Copy) => realized(['run', directory, '--out', out]);
  const latest = ({ out }: Copy) => join(out, 'nightingale/latest');
  const verified = (copy: Copy) => realized(['verify', copy.directory, '--report', latest(copy)]);

  test('sealing that is killed at any time can be done again, and what follows holds', async () => {
    for (const wait of [100, 200, 300, 400, 500, 700]) {
      const copy = copyOf('nightingale');
      const child = start(['seal', copy.directory, '--protocol']);
      const end = finished(child);
      setTimeout(() => child.kill('SIGKILL'), wait);
      await end;
      // Sealed already (2), where the kill came too late or between the ledger and the file.
      expect([0, 2]).toContain((await realized(['seal', copy.directory, '--protocol'])).code);
      expect(seals(copy)).toEqual(['protocol-0001.json']);
      expect((await realized(['seal', copy.directory, '--baseline'])).code).toBe(0);
    }
  }, 240_000);

  test('cut off between ledger and file: explained to a reader, put in place by the next run', async () => {
    const copy = copyOf('nightingale');
    expect((await realized(['seal', copy.directory, '--protocol'])).code).toBe(0);
    expect((await run(copy)).code).toBe(0);
    const file = join(copy.directory, 'seals/protocol-0001.json');
    renameSync(file, `${file}.draft`);
    const { code, stdout } = await verified(copy);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/protocol-0001\.json is recorded.*sealing was cut off/)]);
    expect((await run(copy)).code).toBe(0);
    expect([seals(copy), (await verified(copy)).code]).toEqual([['protocol-0001.json'], 0]);
  }, 240_000);

  test('a ledger that may not grow stays as it was; one cut off in the middle of a line is named to a reader, kept by the next run', async () => {
    const copy = copyOf('nightingale');
    expect((await run(copy)).code).toBe(0);
    const ledger = join(copy.directory, 'ledger.jsonl');
    // The ledger is made the largest file that sealing writes, and ends a few bytes before what a file may hold.
    const blocks = 1024;
    let last: LedgerEntry | null = JSON.parse(readFileSync(ledger, 'utf8').trim());
    for (let left = BLOCK * blocks - statSync(ledger).size; left > 100; ) {
      const empty = JSON.stringify(nextEntry(last, 'run', { pad: '' }, '2026-01-01T00:00:00Z')).length + 1;
      const pad = 'x'.repeat(left > 20_000 ? 10_000 : left - 90 - empty);
      last = nextEntry(last, 'run', { pad }, '2026-01-01T00:00:00Z');
      appendFileSync(ledger, `${JSON.stringify(last)}\n`);
      left = BLOCK * blocks - statSync(ledger).size;
    }
    const whole = readFileSync(ledger, 'utf8');
    const limited = `ulimit -f ${blocks}; exec "${process.execPath}" "${MAIN}" seal "${copy.directory}" --protocol`;
    const refused = await finished(spawn('bash', ['-c', limited]));
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('ledger.jsonl» cannot be written')]);
    expect(readFileSync(ledger, 'utf8')).toBe(whole);
    const half = JSON.stringify(nextEntry(last, 'run', {}, '2026-01-01T00:00:00Z')).slice(0, 60);
    appendFileSync(ledger, half);
    const { code, stdout } = await verified(copy);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/ledger\.jsonl:\d+ stops in the middle of an entry/)]);
    expect((await run(copy)).code).toBe(0);
    const after = readFileSync(ledger, 'utf8');
    const added = JSON.parse(after.slice(whole.length));
    expect([after.startsWith(whole), added.kind, added.data]).toEqual([true, 'cut-off', { text: half }]);
    expect((await verified(copy)).code).toBe(0);
    expect((await realized(['seal', copy.directory, '--protocol'])).code).toBe(0);
    expect([seals(copy), (await verified(copy)).code]).toEqual([['protocol-0001.json'], 0]);
  }, 240_000);

  test('two seals at once: one is written, the other is told who holds the program or that it is sealed', async () => {
    const copy = copyOf('nightingale');
    const both = await Promise.all([1, 2].map(() => realized(['seal', copy.directory, '--protocol'])));
    const refused = both.filter(({ code }) => code !== 0);
    expect([both.filter(({ code }) => code === 0).length, refused.length]).toEqual([1, 1]);
    // On a slow machine the second may start when the first is done.
    expect(refused[0]!.stderr).toMatch(
      refused[0]!.code === 4 ? /another run is active \(PID \d+\)/ : /the protocol is sealed already \(version 1\)/,
    );
    expect(seals(copy)).toEqual(['protocol-0001.json']);
    expect(readFileSync(join(copy.directory, 'ledger.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
  }, 240_000);

  describe('of an unsealed program', () => {
    const copy = isBuilt ? copyOf('nightingale') : { directory: '', out: '' };
    const archive = join(copy.out, 'audit.zip');
    const checked = async (change: (files: Zippable) => Zippable) => {
      const changed = join(copy.out, 'changed.zip');
      writeFileSync(changed, zipSync(change(unzipSync(readFileSync(archive)))));
      return realized(['verify', '--archive', changed]);
    };
    beforeAll(async () => {
      expect((await run(copy)).code).toBe(0);
      const packed = await realized(['export', copy.directory, '--report', latest(copy), '--out', archive]);
      expect(packed.code).toBe(0);
    }, 240_000);

    test('a report holds, and verify says that nothing is sealed', async () => {
      const { code, stdout } = await verified(copy);
      expect([code, stdout]).toEqual([0, expect.stringContaining('note: the protocol is not sealed')]);
      expect(stdout).toContain('no baseline is sealed');
    }, 240_000);

    test('two outputs that changed places are both named', async () => {
      const [one, two] = ['finance.html', 'report.html'].map((name) => join(latest(copy), name));
      const swap = () => {
        copyFileSync(one!, `${copy.out}/aside`);
        copyFileSync(two!, one!);
        copyFileSync(`${copy.out}/aside`, two!);
      };
      swap();
      const { code, stdout } = await verified(copy);
      swap();
      expect(code).toBe(1);
      for (const name of ['finance', 'report']) expect(stdout).toMatch(new RegExp(`  ${name}\\.html: has the digest`));
    }, 240_000);

    test('an archive that lacks an entry is refused, and the entry is named', async () => {
      const chart = Object.keys(unzipSync(readFileSync(archive))).find((path) => path.endsWith('.svg'))!;
      const lacks = [
        ...['README.txt', 'program/program.yaml', 'program/ledger.jsonl', 'sql/kpi/tally_rate.sql'],
        ...['report/manifest.json', 'report/results.json', 'report/as-run.json', 'report/finance.xlsx', chart],
      ];
      for (const path of lacks) {
        const { code, stdout, stderr } = await checked(({ [path]: _gone, ...rest }) => rest);
        expect([path, code, stderr.includes('defect')]).toEqual([path, 1, false]);
        expect(stdout).toContain(path.replace(/^(report|program)\//, ''));
      }
      const none = await checked((files) =>
        Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('report/'))),
      );
      expect([none.code, none.stdout]).toEqual([1, expect.stringContaining('holds no report')]);
    }, 240_000);

    test('an archive that would write outside itself, or over itself, is refused before anything is written', async () => {
      const evil = Buffer.from('evil');
      for (const path of ['../escaped.txt', '/escaped.txt', 'report/../../escaped.txt', 'C:/escaped', 'a\\..\\b']) {
        const { code, stdout } = await checked((files) => ({ ...files, [path]: evil }));
        expect([code, stdout]).toEqual([1, expect.stringContaining(`names a place outside itself: ${path}`)]);
      }
      const { code, stdout } = await checked((files) => ({ ...files, 'report/charts': evil }));
      expect([code, stdout]).toEqual([1, expect.stringContaining('a file that is also a folder: report/charts')]);
      const cut = join(copy.out, 'cut.zip');
      writeFileSync(cut, readFileSync(archive).subarray(0, 5000));
      const outcome = await realized(['verify', '--archive', cut, copy.directory]);
      expect([outcome.code, outcome.stdout]).toEqual([1, expect.stringContaining('cannot be unpacked')]);
    }, 240_000);
  });
});

type Copy = ReturnType<typeof copyOf>;
