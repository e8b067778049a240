import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from '../../src/pipeline/diff.ts';
import { causesBetween } from '../../src/pipeline/diff-causes.ts';
import { openProgram } from '../../src/pipeline/open-program.ts';
import { run } from '../../src/pipeline/run.ts';
import { movedFigures } from '../../src/results/moved-figures.ts';
import type { Results } from '../../src/results/schema.ts';

const root = mkdtempSync(join(tmpdir(), 'diff-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
const OTHER = 'sanitary-commission.other-causes.army-in-the-east.rate';
const edit = (file: string, change: (text: string) => string) => {
  const path = join(directory, file);
  const [before, after] = [readFileSync(path, 'utf8'), change(readFileSync(path, 'utf8'))];
  expect(after).not.toBe(before);
  writeFileSync(path, after);
};
const runOn = async (asOf: string | null) => (await run({ ...work, asOf, out: join(root, 'reports') })).folder;
let [first, corrected, later, redefined] = ['', '', '', ''];

/** Four runs: as it was; one death more in January 1855; two months later; another window, and another change held important. */
beforeAll(async () => {
  cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
  first = await runOn('1856-01-31');
  edit('extracts/monthly_returns.csv', (text) =>
    text
      .split('\n')
      .map((line) =>
        line.startsWith('1855-01') ? line.replace(/(\d+)$/, (deaths) => String(Number(deaths) + 1)) : line,
      )
      .join('\n'),
  );
  corrected = await runOn('1856-01-31');
  later = await runOn('1856-03-31');
  edit('program.yaml', (text) => text.replace(/minimum_important_change: \d+/, 'minimum_important_change: 7'));
  edit('program.yaml', (text) => text.replace(/stabilization: \{ periods: \d+ \}/, 'stabilization: { periods: 4 }'));
  redefined = await runOn('1856-03-31');
}, 240_000);
afterAll(() => rmSync(root, { recursive: true }));

const between = (before: string, after: string, program: string | null = directory) =>
  diff({ runs: [before, after], program, progress: () => {} });

describe('diff', () => {
  test('a run and itself: nothing', async () => {
    expect(await between(first, first)).toMatchObject({ causes: [], figures: [], verdicts: [], undivided: null });
  });

  test('one corrected extract is the whole cause, with its amount', async () => {
    const { causes, figures } = await between(first, corrected, null);
    expect(causes).toEqual([
      { cause: 'data', what: ['extracts/monthly_returns.csv: corrected, 24 records as before'] },
    ]);
    const baseline = figures.find(({ id }) => id === `${OTHER}.baseline`)!;
    // One death among 32,393 men in one of the eleven baseline months, 1,000 × 12 of them a year.
    expect(baseline.change).toBeCloseTo(12_000 / 32_393 / 11, 9);
    expect(baseline.causes).toEqual([{ cause: 'data', amount: baseline.change }]);
  });

  test('data and time: each has its amount, and together they are the change', async () => {
    const { causes, figures, undivided } = await between(first, later);
    expect([causes.map(({ cause }) => cause), undivided]).toEqual([['data', 'time passed'], null]);
    const baseline = figures.find(({ id }) => id === `${OTHER}.baseline`)!;
    expect(baseline.causes).toEqual([
      { cause: 'data', amount: expect.closeTo(12_000 / 32_393 / 11, 9) },
      { cause: 'time passed', amount: 0 },
    ]);
    const post = figures.find(({ id }) => id === `${OTHER}.post`)!;
    expect(post.causes[0]).toEqual({ cause: 'data', amount: 0 });
    for (const { change, causes: parts } of figures) {
      if (change === null || parts.some(({ amount }) => amount === null)) continue;
      expect(parts.reduce((sum, { amount }) => sum + amount!, 0)).toBeCloseTo(change, 9);
    }
  });

  test('definition and assumption are told by their place in the program', async () => {
    const { causes, figures } = await between(later, redefined);
    expect(causes.map(({ cause }) => cause)).toEqual(['definition', 'assumption']);
    expect(causes[0]!.what[0]).toContain('program.deployments.sanitary-commission.stabilization.periods');
    expect(causes[1]!.what[0]).toContain('minimumImportantChange');
    // What is held important moves no number.
    for (const { causes: parts } of figures) expect(parts.at(-1)!.amount ?? 0).toBe(0);
  });

  test('without the extracts of the later run the change stays whole, and says why', async () => {
    expect((await between(first, later, null)).undivided).toContain('--program');
    edit('extracts/monthly_returns.csv', (text) => `${text.trimEnd()}\n\n`);
    expect((await between(first, later)).undivided).toContain('extracts/monthly_returns.csv is not what');
  });

  test('runs are found by folder; one that is not there is named', async () => {
    await expect(between('no-such-run', later)).rejects.toMatchObject({ code: 'usage.invalid' });
  });
});

test('a figure that appears has no amount, and one that only wavers between is no change', () => {
  const figures = (value: number | null) => ({
    comparisons: [],
    figures: { a: { value, unit: '1', digits: 0, formula: '', inputs: [] } },
  });
  expect(
    movedFigures(figures(1), [
      { cause: 'x', results: figures(2) },
      { cause: 'y', results: figures(1) },
    ]),
  ).toEqual([]);
  expect(movedFigures(figures(null), [{ cause: 'x', results: figures(2) }])).toMatchObject([
    { before: null, after: 2, change: null, causes: [{ cause: 'x', amount: null }] },
  ]);
});

test('the financial case leads, whatever order the results have', () => {
  const figures = (value: number) => ({
    comparisons: [],
    figures: Object.fromEntries(
      ['pacs.reads.demonstrated', 'total.capacity.net', 'appraisal.financial.realized.npv', 'total.financial.net'].map(
        (id) => [id, { value, unit: 'USD', digits: 0, formula: '', inputs: [] }],
      ),
    ),
  });
  const moved = movedFigures(figures(1), [{ cause: 'x', results: figures(2) }]).map(({ id }) => id);
  expect(moved).toEqual([
    ...['appraisal.financial.realized.npv', 'total.financial.net'],
    ...['pacs.reads.demonstrated', 'total.capacity.net'],
  ]);
});

test('what was paid is data, what is planned an assumption, and a seal that was renewed says why', async () => {
  const aside = join(root, 'paid');
  cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), aside, { recursive: true });
  writeFileSync(
    join(aside, 'program.yaml'),
    `${readFileSync(join(aside, 'program.yaml'), 'utf8')}\ncosts: costs.csv\n`,
  );
  const head = 'date,amount,price_basis,category,status';
  const openWith = async (...lines: string[]) => {
    writeFileSync(join(aside, 'costs.csv'), `${[head, ...lines].join('\n')}\n`);
    return openProgram(aside, null);
  };
  const protocol = (version: number, reason: string | null) =>
    ({
      inputs: [],
      as_of: '1856-03-31',
      tool_version: '1',
      seals: { protocol: { version, reason, sha256: `${version}` }, baselines: [] },
    }) as unknown as Results;
  const [paid, planned] = ['1855-05-01,70,nominal,licence,actual', '1857-05-01,90,nominal,licence,planned'];
  const before = { results: protocol(1, null), open: await openWith(paid!, planned!) };
  const dearer = { results: protocol(2, 'a new offer'), open: await openWith(planned!.replace('90', '95'), paid!) };
  expect(causesBetween(before, dearer)).toEqual([
    {
      cause: 'assumption',
      what: [
        'costs.1857-05-01 licence: 90 nominal revenue → 95 nominal revenue',
        'the protocol was sealed again, version 2: a new offer',
      ],
    },
  ]);
  const more = { results: protocol(1, null), open: await openWith(paid!, paid!, planned!) };
  expect(causesBetween(before, more)).toEqual([{ cause: 'data', what: ['costs.csv: actual lines changed'] }]);
});
