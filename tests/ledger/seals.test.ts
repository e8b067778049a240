import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProtocolSeal } from '../../src/baseline/seal.ts';
import { readLedger } from '../../src/ledger/ledger.ts';
import { completeSeals, readSeals, writeSeal } from '../../src/ledger/seals.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'seals-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const protocol = (version: number) =>
  ({ format: 1, kind: 'protocol', version, reason: null, sealed_at: '2026-01-01T00:00:00Z' }) as ProtocolSeal;
const inFolder = () => readdirSync(join(directory, 'seals')).sort();
const path = (file: string) => join(directory, 'seals', file);
const read = async () => readSeals(directory, await readLedger(directory));
const complete = async () => completeSeals(directory, await readLedger(directory));

describe('a seal that was cut off', () => {
  test('before the ledger had it: no reader minds, and it is written anew', async () => {
    await writeSeal(directory, protocol(1));
    writeFileSync(path('protocol-0002.json.draft'), '{"format":1,"kind":"prot');
    expect((await read()).protocol?.version).toBe(1);
    await complete();
    expect(inFolder()).toEqual(['protocol-0001.json']);
    await writeSeal(directory, protocol(2));
    expect([(await read()).protocol?.version, inFolder()]).toEqual([2, ['protocol-0001.json', 'protocol-0002.json']]);
  });

  test('when the ledger had it: readers are told what to do, and it is put in place', async () => {
    await writeSeal(directory, protocol(1));
    renameSync(path('protocol-0001.json'), path('protocol-0001.json.draft'));
    await expect(read()).rejects.toMatchObject({ code: 'seal.unfinished', exitCode: 3 });
    await complete();
    expect([(await read()).protocol?.version, inFolder()]).toEqual([1, ['protocol-0001.json']]);
  });

  test('a draft never takes the place of a seal, and one that was changed is no seal', async () => {
    await writeSeal(directory, protocol(1));
    const written = readFileSync(path('protocol-0001.json'), 'utf8');
    writeFileSync(path('protocol-0001.json.draft'), written.replace('2026', '2020'));
    await complete();
    expect(readFileSync(path('protocol-0001.json'), 'utf8')).toBe(written);
    rmSync(path('protocol-0001.json'));
    writeFileSync(path('protocol-0001.json.draft'), written.replace('2026', '2020'));
    await complete();
    await expect(read()).rejects.toMatchObject({ code: 'seal.broken' });
  });

  test('a seal that the ledger does not know is named: the ledger was cut', async () => {
    await writeSeal(directory, protocol(1));
    truncateSync(join(directory, 'ledger.jsonl'));
    await complete();
    await expect(read()).rejects.toMatchObject({
      code: 'seal.broken',
      data: { file: 'seals/protocol-0001.json', problem: 'is not recorded in the ledger' },
    });
  });
});
