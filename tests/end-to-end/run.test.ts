import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf, finished, isBuilt, realized, start } from '../support/cli.ts';

/** The main job as a user runs it: the compiled command, a real program, real files, real processes. */
describe.skipIf(!isBuilt)('realized run (skipped: run `make build` first)', () => {
  let program: ReturnType<typeof copyOf>;
  let first: Record<string, string>;

  beforeAll(async () => {
    program = copyOf('nightingale');
    const { code, stdout, stderr } = await run(program);
    expect([code, stderr.includes('error')]).toEqual([0, false]);
    expect(stdout).toContain('report.html');
    first = digests(program.out);
  });

  test('writes a report, results, series, charts and a manifest that names each file', () => {
    const files = Object.keys(first);
    expect(files).toEqual(expect.arrayContaining(['manifest.json', 'report.html', 'results.json', 'series.arrow']));
    const { subject } = JSON.parse(readFileSync(join(program.out, 'nightingale/latest/manifest.json'), 'utf8'));
    const { 'manifest.json': _own, ...rest } = first;
    expect(Object.fromEntries(subject.map((s: Subject) => [s.name, s.digest.sha256]))).toEqual(rest);
  });

  test('offers no report that is not beside it, wherever the folder goes', () => {
    const pages = Object.keys(first).filter((path) => path.endsWith('.html'));
    expect(pages).toEqual(expect.arrayContaining(['finance.html', 'project-sanitary-commission.html']));
    for (const page of pages) {
      const html = readFileSync(join(program.out, 'nightingale/latest', page), 'utf8');
      for (const [, href] of html.matchAll(/<a [^>]*href="([^"#][^"]*)"/g)) {
        const [file, section] = href!.split('#');
        expect(Object.keys(first)).toContain(decodeURIComponent(file!));
        if (section === undefined) continue;
        const target = readFileSync(join(program.out, 'nightingale/latest', decodeURIComponent(file!)), 'utf8');
        expect(target).toContain(` id="${section}"`);
      }
    }
  });

  test('reports/example is what a run writes, byte for byte (`make example` renews it)', () => {
    expect(digestsBelow(resolve(import.meta.dirname, '../../reports/example/nightingale'))).toEqual(first);
  });

  test('results.json keeps the schema that `realized schema results` prints', async () => {
    const { stdout } = await realized(['schema', 'results']);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(stdout));
    const results = JSON.parse(readFileSync(join(program.out, 'nightingale/latest/results.json'), 'utf8'));
    expect([validate(results), validate.errors]).toEqual([true, null]);
  });

  test('verify names what was changed, and a ledger whose tail was cut against the head of a report', async () => {
    const kept = copyOf('nightingale');
    expect((await realized(['seal', kept.directory, '--protocol'])).code).toBe(0);
    expect((await run(kept)).code).toBe(0);
    const report = join(kept.out, 'nightingale/latest');
    const verified = () => realized(['verify', kept.directory, '--report', report]);
    expect((await verified()).code).toBe(0);
    const flip = (content: Buffer) => {
      content[content.length >> 1]! ^= 4;
      return content;
    };
    const withoutLastLine = (content: Buffer) => content.subarray(0, content.lastIndexOf('\n', -2) + 1);
    const changes: [path: string, change: (content: Buffer) => Buffer, told: RegExp][] = [
      [join(kept.directory, file()), flip, /monthly_returns\.csv: has the SHA-256/],
      [join(kept.directory, 'seals/protocol-0001.json'), flip, /protocol-0001\.json/],
      [join(report, 'charts', readdirSync(join(report, 'charts'))[0]!), flip, /charts\/.*: has the digest/],
      [join(kept.directory, 'ledger.jsonl'), withoutLastLine, /ledger\.jsonl: does not hold the run/],
    ];
    for (const [path, change, told] of changes) {
      const content = readFileSync(path);
      writeFileSync(path, change(Buffer.from(content)));
      const { code, stdout } = await verified();
      writeFileSync(path, content);
      expect([path, code]).toEqual([path, 1]);
      expect(stdout).toMatch(told);
    }
    expect((await run(kept, ['--as-of', '1855-12-31'])).code).toBe(0);
    // The later report prints the head that the first run's entry gave; without that entry it stands alone.
    const lines = readFileSync(join(kept.directory, 'ledger.jsonl'), 'utf8').split('\n');
    writeFileSync(join(kept.directory, 'ledger.jsonl'), `${lines[0]}\n`);
    const { code, stdout } = await verified();
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/ledger\.jsonl: does not hold the head that the report prints/),
    ]);
  }, 400_000);

  test('a repeated run gives the same bytes', async () => {
    await run(program);
    expect(digests(program.out)).toEqual(first);
  });

  test('a run that is killed leaves nothing torn, and the next one gives the same bytes', async () => {
    for (const wait of [150, 350, 600, 900]) {
      const killed = copyOf('nightingale');
      const child = start(['run', killed.directory, '--out', killed.out]);
      const end = finished(child);
      setTimeout(() => child.kill('SIGKILL'), wait);
      await end;
      if (existsSync(join(killed.out, 'nightingale/latest'))) expect(digests(killed.out)).toEqual(first);
      expect((await run(killed)).code).toBe(0);
      expect(digests(killed.out)).toEqual(first);
    }
  });

  test('two runs at once: one does the work, the other is told who holds the program', async () => {
    const both = copyOf('nightingale');
    const outcomes = await Promise.all([run(both), run(both)]);
    const codes = outcomes.map(({ code }) => code).sort();
    // On a slow machine the second may start when the first is done; never do both fail, nor does one spoil the other.
    expect([
      [0, 0],
      [0, 4],
    ]).toContainEqual(codes);
    const refused = outcomes.find(({ code }) => code === 4);
    if (refused) expect(refused.stderr).toMatch(/another run is active \(PID \d+\)/);
    expect(digests(both.out)).toEqual(first);
  });

  describe('what cannot be run is told with place and remedy, and touches nothing', () => {
    const file = 'extracts/monthly_returns.csv';
    const cases: [what: string, spoil: (directory: string) => void, code: number, told: RegExp][] = [
      ['no program', (d) => rmSync(join(d, 'program.yaml')), 2, /no program at/],
      [
        'an unknown key',
        (d) => edit(d, 'program.yaml', (t) => t.replace('currency:', 'curency:')),
        2,
        /program\.yaml:\d+:\d+: .*curency[\s\S]*currency/,
      ],
      [
        'an id twice',
        (d) => edit(d, 'program.yaml', (t) => t.replace('id: wounds', 'id: disease')),
        2,
        /program\.yaml:\d+:\d+: .*disease/,
      ],
      ['a missing file', (d) => rmSync(join(d, file)), 3, /monthly_returns\.csv/],
      ['an empty file', (d) => writeFileSync(join(d, file), ''), 3, /monthly_returns\.csv is refused \(empty/],
      ['a wrong header', (d) => edit(d, file, (t) => t.replace('deaths_wounds', 'death_wounds')), 3, /deaths_wounds/],
      ['another encoding', (d) => edit(d, file, (t) => t, 'utf16le'), 3, /monthly_returns\.csv is refused/],
      ['half a gzip', (d) => halfGzip(d, file), 3, /gzip/],
    ];
    test.each(cases)('%s', async (_what, spoil, code, told) => {
      const broken = copyOf('nightingale');
      expect((await run(broken)).code).toBe(0);
      spoil(broken.directory);
      const outcome = await run(broken);
      expect([outcome.code, outcome.stdout]).toEqual([code, '']);
      expect(outcome.stderr).toMatch(told);
      expect(outcome.stderr).not.toMatch(/\n {4}at /);
      expect(digests(broken.out)).toEqual(first);
    });

    test('as JSON lines, for machines', async () => {
      const { stderr } = await realized(['--log', 'json', 'run', join(program.directory, 'nowhere')]);
      expect(JSON.parse(stderr)).toMatchObject({ level: 'error', code: 'program.missing' });
    });
  });

  test('dates that nothing can be dated by are rejected, counted and told', async () => {
    const dirty = copyOf('nightingale');
    edit(dirty.directory, file(), (t) => t.replace('1854-07-01', '1854-02-30'));
    expect((await run(dirty)).code).toBe(0);
    const results = JSON.parse(readFileSync(join(dirty.out, 'nightingale/latest/results.json'), 'utf8'));
    expect(results.inputs).toMatchObject([{ records: 24, loaded: 23, rejected: 1, rejects: { 'bad-timestamp': 1 } }]);
  });

  test('usage errors exit 2, help exits 0', async () => {
    expect((await realized(['run'])).code).toBe(2);
    expect((await realized(['fly'])).code).toBe(2);
    const help = await realized(['--help']);
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('Exit codes')]);
  });

  test('check finds what a run would, and writes nothing', async () => {
    const fresh = copyOf('nightingale');
    const before = readdirSync(fresh.directory).sort();
    const { code, stdout } = await realized(['check', fresh.directory]);
    expect([code, readdirSync(fresh.directory).sort()]).toEqual([0, before]);
    expect(stdout).toContain('24 records');
  });

  test('--fail-on warn exits 1 when a finding stands', async () => {
    expect((await run(program, ['--fail-on', 'warn'])).code).toBe(1);
    expect((await run(program, ['--fail-on', 'fail'])).code).toBe(0);
  });
});

interface Subject {
  name: string;
  digest: { sha256: string };
}

function run({ directory, out }: ReturnType<typeof copyOf>, words: string[] = [], environment = {}) {
  return realized(['run', directory, '--out', out, ...words], environment);
}

function file(): string {
  return 'extracts/monthly_returns.csv';
}

/** SHA-256 of every file of the latest run, by its path. */
function digests(out: string): Record<string, string> {
  return digestsBelow(join(out, 'nightingale/latest'));
}

function digestsBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

function edit(directory: string, name: string, change: (text: string) => string, encoding: BufferEncoding = 'utf8') {
  const path = join(directory, name);
  const text = change(readFileSync(path, 'utf8'));
  writeFileSync(path, encoding === 'utf16le' ? Buffer.from(`\ufeff${text}`, encoding) : text);
}

function halfGzip(directory: string, name: string) {
  const path = join(directory, name);
  const packed = gzipSync(readFileSync(path));
  rmSync(path);
  writeFileSync(`${path}.gz`, packed.subarray(0, packed.length / 2));
  edit(directory, 'program.yaml', (text) => text.replace(name, `${name}.gz`));
}
