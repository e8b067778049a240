import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { ProtocolSeal } from '../../src/baseline/seal.ts';
import { openProgram } from '../../src/pipeline/open-program.ts';
import { CHANGE_GROUPS, changesSince, protocolOf, underSeal } from '../../src/pipeline/protocol.ts';
import { sealedTables, tablesUnderSeal } from '../../src/pipeline/sealed-tables.ts';

const names = { prices: 'prices.csv', exchange: 'rates.csv' };
const texts = {
  'prices.csv': 'year,index,source\n2023,98,office\n2024,100,office\n',
  'rates.csv': 'currency,date,rate\nEUR,2024-01-01,1.09\nEUR,2024-07-01,1.07\n',
};
const sealed = { names, rows: sealedTables({ names, texts }) };

test('rows are sealed by what they speak of', () => {
  expect(sealed.rows).toEqual({
    prices: { 2023: '98', 2024: '100' },
    exchange: { 'EUR 2024-01-01': '1.09', 'EUR 2024-07-01': '1.07' },
  });
});

test('tables that say what was sealed are the files themselves', () => {
  expect(tablesUnderSeal(sealed, { names, texts })).toEqual({ names, texts });
});

test('later years and days count, and so does another currency; what was sealed stays, and nothing comes between', () => {
  const now = {
    'prices.csv': 'year,index\n2022,90\n2023,97\n2024,100\n2025,102\n',
    'rates.csv':
      'date,currency,rate\n2024-01-01,EUR,1.2\n2024-03-01,EUR,1.3\n2024-07-01,EUR,1.07\n2025-01-01,EUR,1.04\n2024-01-01,GBP,1.27\n',
  };
  expect(tablesUnderSeal(sealed, { names, texts: now }).texts).toEqual({
    'prices.csv': 'year,index\n2023,98\n2024,100\n2025,102\n',
    'rates.csv':
      'currency,date,rate\nEUR,2024-01-01,1.09\nEUR,2024-07-01,1.07\nEUR,2025-01-01,1.04\nGBP,2024-01-01,1.27\n',
  });
});

test('a table that was taken away counts as it was sealed', () => {
  const without = tablesUnderSeal(sealed, { names: { prices: null, exchange: null }, texts: {} });
  expect([without.names, without.texts['prices.csv']]).toEqual([names, 'year,index\n2023,98\n2024,100\n']);
});

test('horizon, prices and rates count as sealed, and what is otherwise today is told', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sealed-tables-'));
  try {
    cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
    const yaml = readFileSync(join(directory, 'program.yaml'), 'utf8');
    const write = (end: string, prices: string) => {
      writeFileSync(
        join(directory, 'program.yaml'),
        `${yaml}\nprices: prices.csv\nhorizon: { to: ${end}, earliest: 1857-01-01, latest: 1859-12-31, decay: { low: 0, likely: 0.1, high: 0.2 }, reason: licence }\n`,
      );
      writeFileSync(join(directory, 'prices.csv'), prices);
    };
    write('1857-12-31', 'year,index\n1854,100\n1855,101\n');
    const seal = { protocol: protocolOf(await openProgram(directory, null)) } as ProtocolSeal;
    write('1859-12-31', 'year,index\n1854,100\n1855,150\n1856,102\n');
    const now = await openProgram(directory, null);
    expect(changesSince(seal, protocolOf(now)).map(({ group, path, sealed: was }) => [group, path, was])).toEqual([
      ['values', 'program.horizon.to', '1857-12-31'],
      ['values', 'prices.1855', '101'],
    ]);
    const inForce = underSeal(now, seal, new Set(CHANGE_GROUPS));
    expect(inForce.program.horizon?.to).toBe('1857-12-31');
    expect(inForce.texts['prices.csv']).toBe('year,index\n1854,100\n1855,101\n1856,102\n');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
