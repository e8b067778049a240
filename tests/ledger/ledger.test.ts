import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendEntry, completeLedger, readLedger } from '../../src/ledger/ledger.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterEach(() => rm(directory, { recursive: true }));

const ledger = () => join(directory, 'ledger.jsonl');

describe('ledger', () => {
  test('a new program has none', async () => {
    expect(await readLedger(directory)).toEqual([]);
  });

  test('entries follow each other', async () => {
    const first = await appendEntry(directory, 'run', { run_id: 'a' }, '2026-01-01T00:00:00Z');
    const second = await appendEntry(directory, 'run', { run_id: 'b' }, '2026-01-02T00:00:00Z');
    expect(first).toMatchObject({ sequence: 1, previous: null });
    expect(second).toMatchObject({ sequence: 2, previous: first.hash });
    expect(await readLedger(directory)).toEqual([first, second]);
  });

  test('any changed byte is found and named by its line', async () => {
    for (const id of ['a', 'b', 'c']) await appendEntry(directory, 'run', { run_id: id }, '2026-01-01T00:00:00Z');
    const text = await readFile(ledger(), 'utf8');
    for (let place = 0; place < text.length; place += 7) {
      const flipped = String.fromCharCode(text.charCodeAt(place) ^ 1);
      await writeFile(ledger(), text.slice(0, place) + flipped + text.slice(place + 1));
      const line = text.slice(0, place).split('\n').length;
      const error = await readLedger(directory).catch((e) => e);
      expect(error.code, `byte ${place}`).toBe('ledger.broken');
      expect(error.data.line).toBeLessThanOrEqual(line + 1);
    }
  });

  test('a line taken out of the middle breaks the chain', async () => {
    for (const id of ['a', 'b', 'c']) await appendEntry(directory, 'run', { run_id: id }, '2026-01-01T00:00:00Z');
    const lines = (await readFile(ledger(), 'utf8')).split('\n');
    await writeFile(ledger(), [lines[0], lines[2], ''].join('\n'));
    await expect(readLedger(directory)).rejects.toMatchObject({ code: 'ledger.broken', data: { line: 2 } });
  });

  test('a torn last line is named to a reader, and its text kept by whoever writes next', async () => {
    const first = await appendEntry(directory, 'run', { run_id: 'a' }, '2026-01-01T00:00:00Z');
    await appendFile(ledger(), '{"format":1,"seq');
    await expect(readLedger(directory)).rejects.toMatchObject({ code: 'ledger.unfinished', data: { line: 2 } });
    const completed = await completeLedger(directory);
    expect(completed).toMatchObject([
      first,
      { sequence: 2, kind: 'cut-off', data: { text: '{"format":1,"seq' }, previous: first.hash },
    ]);
    expect(await readLedger(directory)).toEqual(completed);
    expect(await completeLedger(directory)).toEqual(completed);
  });

  test('torn at any byte of the last entry, the others stay and the next one follows', async () => {
    const [first] = [await appendEntry(directory, 'run', { run_id: 'a' }, '2026-01-01T00:00:00Z')];
    const one = await readFile(ledger(), 'utf8');
    const second = await appendEntry(directory, 'run', { run_id: 'é' }, '2026-01-02T00:00:00Z');
    const both = await readFile(ledger());
    for (let length = Buffer.byteLength(one); length <= both.length; length++) {
      await writeFile(ledger(), both.subarray(0, length));
      // A line that lacks its break alone is whole.
      const whole = length >= both.length - 1 ? [first, second] : [first];
      expect((await completeLedger(directory)).filter(({ kind }) => kind === 'run')).toEqual(whole);
      await appendEntry(directory, 'run', { run_id: 'c' }, '2026-01-03T00:00:00Z');
      expect((await readLedger(directory)).filter(({ kind }) => kind === 'run')).toHaveLength(whole.length + 1);
    }
  });

  test('ten thousand entries verify', async () => {
    let text = '';
    let last = null;
    const { nextEntry } = await import('../../src/baseline/ledger-entry.ts');
    for (let i = 0; i < 10_000; i++) {
      last = nextEntry(last, 'run', { run_id: String(i) }, '2026-01-01T00:00:00Z');
      text += `${JSON.stringify(last)}\n`;
    }
    await writeFile(ledger(), text);
    expect(await readLedger(directory)).toHaveLength(10_000);
  });
});
