import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOf, isBuilt, realized } from '../support/cli.ts';

/** A real program whose extract comes in three files, run by the compiled command in processes of its own. */
const root = mkdtempSync(join(tmpdir(), 'realized-same-'));
const ZONES = ['UTC', 'Asia/Kolkata', 'America/Los_Angeles'];
const THREADS = ['1', '2'];
const SETTINGS = ZONES.flatMap((zone) => THREADS.map((threads) => ({ zone, threads })));
const PARTS = ['returns-1.csv', 'returns-2.csv', 'returns-3.csv'];
/** So that their order by name is the other way round. */
const RENAMED = ['third.csv', 'second.csv', 'first.csv'];
const EXTRACTS = 'extracts';

const made = (name: string) => join(root, name, 'nightingale');

/** Puts the program there with these parts of its extract, written in this order. */
function makeProgram(name: string, parts: readonly string[] = PARTS): string {
  const directory = made(name);
  cpSync(made('original'), directory, { recursive: true });
  for (const part of PARTS) rmSync(join(directory, EXTRACTS, part));
  for (const part of parts) cpSync(join(made('original'), EXTRACTS, part), join(directory, EXTRACTS, part));
  return directory;
}

async function digestsOfRun(directory: string, { zone, threads } = SETTINGS[0]!): Promise<Record<string, string>> {
  const out = join(directory, '../reports');
  const { code, stderr } = await realized(['run', directory, '--out', out, '--threads', threads], { TZ: zone });
  if (code !== 0) throw new Error(stderr);
  const latest = join(out, 'nightingale/latest');
  const files = readdirSync(latest, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(latest.length + 1), sha256(readFileSync(path))]));
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

const resultsOf = (name: string) =>
  readFileSync(join(made(name), '../reports/nightingale/latest/results.json'), 'utf8');

describe.skipIf(!isBuilt)('the same inputs give the same bytes (skipped: run `make build` first)', () => {
  let first: Record<string, string>;

  beforeAll(async () => {
    cpSync(copyOf('nightingale').directory, made('original'), { recursive: true });
    const yaml = join(made('original'), 'program.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('extracts/monthly_returns.csv', 'extracts/*.csv'));
    const whole = join(made('original'), EXTRACTS, 'monthly_returns.csv');
    const [head, ...rows] = readFileSync(whole, 'utf8').trimEnd().split('\n');
    rmSync(whole);
    for (const [i, part] of PARTS.entries()) {
      const own = rows.slice(8 * i, 8 * (i + 1));
      writeFileSync(join(made('original'), EXTRACTS, part), `${[head, ...own].join('\n')}\n`);
    }
    first = await digestsOfRun(makeProgram('first'));
    // A cache that knows two of the three files: what follows loads the third into it.
    const early = makeProgram('early', PARTS.slice(0, 2));
    await digestsOfRun(early);
    rmSync(join(early, 'ledger.jsonl'));
  }, 240_000);
  afterAll(() => rmSync(root, { recursive: true }));

  test('results, pages, PDFs, workbook, charts and series are compared', () => {
    const names = Object.keys(first).join(' ');
    for (const kind of ['results.json', '.html', '.pdf', '.xlsx', '.svg', '.arrow']) expect(names).toContain(kind);
  });

  test.each(SETTINGS)(
    '$zone, $threads threads: a fresh cache, files in another order',
    async ({ zone, threads }) => {
      const directory = makeProgram(`fresh-${zone.replace('/', '-')}-${threads}`, [...PARTS].reverse());
      expect(await digestsOfRun(directory, { zone, threads })).toEqual(first);
    },
    120_000,
  );

  test.each(SETTINGS)(
    '$zone, $threads threads: a cache that grows',
    async ({ zone, threads }) => {
      const directory = made(`grown-${zone.replace('/', '-')}-${threads}`);
      cpSync(made('early'), directory, { recursive: true });
      cpSync(join(made('original'), EXTRACTS, PARTS[2]!), join(directory, EXTRACTS, PARTS[2]!));
      expect(await digestsOfRun(directory, { zone, threads })).toEqual(first);
    },
    120_000,
  );

  test('files renamed: the same results but for the names', async () => {
    const directory = makeProgram('renamed');
    for (const [i, part] of PARTS.entries()) {
      renameSync(join(directory, EXTRACTS, part), join(directory, EXTRACTS, RENAMED[i]!));
    }
    await digestsOfRun(directory);
    let text = resultsOf('renamed');
    for (const [i, part] of PARTS.entries()) text = text.replaceAll(RENAMED[i]!, part);
    const byName = (results: { inputs: { file: string }[] }) => ({
      ...results,
      inputs: results.inputs.sort((a, b) => (a.file < b.file ? -1 : 1)),
    });
    expect(byName(JSON.parse(text))).toEqual(byName(JSON.parse(resultsOf('first'))));
  }, 120_000);
});
