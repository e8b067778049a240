import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/pipeline/run.ts';
import { seal } from '../../src/pipeline/seal.ts';
import { verify } from '../../src/pipeline/verify.ts';

/** A real program, sealed, run, sealed again and run on an earlier day: the first report is the one that is verified. */
const root = mkdtempSync(join(tmpdir(), 'verify-'));
const directory = join(root, 'nightingale');
const work = { directory, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
let report: string;

beforeAll(async () => {
  cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
  await seal({ ...work, what: 'protocol', reason: null, asOf: null });
  await seal({ ...work, what: 'baseline', reason: null, asOf: null });
  report = (await run({ ...work, asOf: null, out: join(root, 'reports') })).folder;
  await seal({ ...work, what: 'protocol', reason: 'the second reader asked', asOf: null });
  await run({ ...work, asOf: '1855-12-31', out: join(root, 'reports') });
});
afterAll(() => rmSync(root, { recursive: true }));

const verified = () => verify({ directory, report, progress: () => {} });

/** Verifies with a file's content changed for the while. */
async function withChanged(path: string, change: (content: Buffer) => Buffer | string) {
  const content = readFileSync(path);
  writeFileSync(path, change(Buffer.from(content)));
  try {
    return await verified();
  } finally {
    writeFileSync(path, content);
  }
}

const told = ({ faults }: Awaited<ReturnType<typeof verify>>) =>
  faults.map(({ place, problem }) => `${place} ${problem}`).join('\n');

describe('verify', () => {
  test('a report holds, though the program was sealed again and run since', async () => {
    const before = readdirSync(directory).sort();
    const outcome = await verified();
    expect([outcome.faults, outcome.difference, outcome.asOf]).toEqual([[], null, '1856-03-31']);
    expect(outcome.checked).toMatchObject({ extracts: 1, entries: 5, seals: 3 });
    expect(readdirSync(directory).sort()).toEqual(before);
  });

  test('an extract corrected by one death: file, figure and ancestry are named', async () => {
    const file = 'extracts/monthly_returns.csv';
    const outcome = await withChanged(join(directory, file), (content) => {
      const lines = content.toString().split('\n');
      const cells = lines.at(-3)!.split(',');
      cells[cells.length - 1] = String(Number(cells.at(-1)) + 1);
      lines[lines.length - 3] = cells.join(',');
      return lines.join('\n');
    });
    expect(told(outcome)).toContain(`${file} has the SHA-256`);
    expect(told(outcome)).toContain('results.json is not what the run gives');
    // Deaths from other causes in February 1856: 19 printed, 20 recomputed, among 43,485 men in one of twelve months.
    const { reference, reported, recomputed, ancestry } = outcome.difference!;
    expect(reference).toBe('figure:sanitary-commission.other-causes.army-in-the-east.rate.post');
    expect(recomputed! - reported!).toBeCloseTo(12_000 / 43_485 / 12, 9);
    expect(ancestry).toContain('series:other-causes/rate/army-in-the-east/');
    expect(ancestry).toContain('kpi:other-causes  kpi/tally_rate.sql with the SHA-256 ');
  });

  test('a number written another way is another file', async () => {
    const outcome = await withChanged(join(directory, 'seals/protocol-0001.json'), (content) => `${content} `);
    expect(told(outcome)).toContain('seals/protocol-0001.json is not byte for byte as it was written');
  });

  test('a ledger whose tail is cut shows against the report', async () => {
    const lines = (count: number) => (content: Buffer) =>
      `${content.toString().split('\n').slice(0, count).join('\n')}\n`;
    const unsealed = join(directory, 'seals/protocol-0002.json');
    const later = readFileSync(unsealed);
    rmSync(unsealed);
    try {
      expect(told(await withChanged(join(directory, 'ledger.jsonl'), lines(2)))).toContain('does not hold the run');
    } finally {
      writeFileSync(unsealed, later);
    }
    expect(told(await withChanged(join(directory, 'ledger.jsonl'), lines(3)))).toContain('protocol-0002.json is not');
  });

  test('a number changed in the report together with its digest is found by making the run again', async () => {
    const manifest = join(report, 'manifest.json');
    const { createHash } = await import('node:crypto');
    const before = readFileSync(manifest, 'utf8');
    const outcome = await withChanged(join(report, 'results.json'), (content) => {
      const results = JSON.parse(content.toString());
      results.figures['data.army_return.records'].value += 1000;
      const text = `${JSON.stringify(results, null, 1)}\n`;
      const [old, now] = [content.toString(), text].map((t) => createHash('sha256').update(t).digest('hex'));
      writeFileSync(manifest, before.replace(old!, now!));
      return text;
    }).finally(() => writeFileSync(manifest, before));
    expect(outcome.difference).toMatchObject({
      reference: 'figure:data.army_return.records',
      reported: 1024,
      recomputed: 24,
    });
    expect(outcome.difference!.ancestry).toContain('extracts/monthly_returns.csv');
  });

  test('a folder without a report is a matter of usage', async () => {
    const nowhere = verify({ directory, report: join(root, 'nowhere'), progress: () => {} });
    await expect(nowhere).rejects.toMatchObject({ code: 'usage.invalid', exitCode: 2 });
  });
});
