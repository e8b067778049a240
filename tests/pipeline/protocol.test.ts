import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { ProtocolSeal } from '../../src/baseline/seal.ts';
import { openProgram } from '../../src/pipeline/open-program.ts';
import { changesSince, protocolOf } from '../../src/pipeline/protocol.ts';
import { seal } from '../../src/pipeline/seal.ts';

test('another language, paper or reader is no change since the seal; another period is', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'protocol-'));
  try {
    cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
    const file = join(directory, 'program.yaml');
    const yaml = readFileSync(file, 'utf8');
    const seal = { protocol: protocolOf(await openProgram(directory, null)) } as ProtocolSeal;
    const changesWith = async (text: string) => {
      writeFileSync(file, text);
      return changesSince(seal, protocolOf(await openProgram(directory, null))).map(({ path }) => path);
    };
    const delivery = '{ id: board, cron: "0 7 1 * *", send: [{ report: executive, folder: board-pack }] }';
    const shown = `${yaml.replace(/^(locale|paper):.*\n/gm, '')}\nlocale: de\npaper: letter\n`;
    expect(shown).not.toBe(yaml);
    expect(await changesWith(shown)).toEqual([]);
    expect(await changesWith(`${shown}deliveries:\n  - ${delivery}\n`)).toEqual([]);
    expect(await changesWith(shown.replace(/^period: month/m, 'period: week'))).toEqual(['program.period']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a synthetic program declares when it was sealed, and not when it was sealed again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'declared-'));
  try {
    cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
    const file = join(directory, 'program.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nsynthetic: made up\nsealed_at: 1854-12-31T12:00:00Z\n`);
    const work = { directory, asOf: null, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
    const [first] = await seal({ ...work, what: 'protocol', reason: null });
    expect(first!.sealedAt).toBe('1854-12-31T12:00:00Z');
    const before = new Date().toISOString();
    const [again] = await seal({ ...work, what: 'protocol', reason: 'another price' });
    expect([again!.version, again!.sealedAt >= before]).toEqual([2, true]);
    expect(JSON.parse(readFileSync(join(directory, 'seals', 'protocol-0002.json'), 'utf8')).clock).toBe('wall');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
