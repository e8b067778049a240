import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { RealizedError } from '../../src/errors.ts';
import { check } from '../../src/pipeline/check.ts';

const root = resolve(import.meta.dirname, '../..');
const REGISTER = `
benefits:
  - id: deaths-averted
    kpi: disease
    class: income
    value: { per: death, low: 10, likely: 20, high: 30, source: made for a test, price_basis: 1855 }
    attribution: { share: 0.5, reason: made for a test }
discount: { rate: 0.03, basis: real, source: made for a test }
costs: costs.csv
exchange: exchange.csv
`;
const COSTS = 'date,amount,currency,price_basis,category,status\n1855-03-10,400,GBP,nominal,other,actual\n';
const RATES = 'date,currency,rate,source\n1855-01-01,FRF,0.04,made for a test\n';

/** Nightingale's tables with a price on a life, and what `realized check` says of the files beside it. */
async function problemsOf(files: { register?: string; costs?: string; rates?: string }): Promise<string | null> {
  const directory = join(mkdtempSync(join(tmpdir(), 'realized-side-files-')), 'nightingale');
  cpSync(join(root, 'datasets/nightingale'), directory, { recursive: true });
  const path = join(directory, 'program.yaml');
  writeFileSync(path, readFileSync(path, 'utf8') + (files.register ?? REGISTER));
  writeFileSync(join(directory, 'costs.csv'), files.costs ?? COSTS);
  writeFileSync(join(directory, 'exchange.csv'), files.rates ?? RATES);
  const stages: string[] = [];
  const found = await check({ directory, asOf: null, progress: (stage) => stages.push(stage) }).then(
    () => null,
    (error: unknown) => error,
  );
  if (found === null) return null;
  expect(found).toBeInstanceOf(RealizedError);
  expect(stages, 'told before anything is loaded').toEqual([]);
  return `${(found as RealizedError<never>).message} / ${(found as RealizedError<never>).hint}`;
}

test('what is right passes', async () => {
  expect(await problemsOf({})).toBe(null);
});

test.each([
  [
    'an amount with a comma',
    { costs: COSTS.replace('400', '"1,400"') },
    /costs\.csv:2:12: «1,400» is not a plain number/,
  ],
  ['a category that is none', { costs: COSTS.replace('other', 'licens') }, /«licens».*did you mean «licence»/s],
  ['a day the other way round', { costs: COSTS.replace('1855-03-10', '10/03/1855') }, /costs\.csv:2:1: .*is not a day/],
  ['a currency without a rate', { costs: COSTS.replace('GBP', 'EUR') }, /«EUR» has no exchange rate on 1855-03-10/],
  ['a rate that is no number', { rates: RATES.replace('0.04', 'x') }, /exchange\.csv:2:\d+: «x» is not a plain number/],
  [
    'a value per what is not counted',
    { register: REGISTER.replace('per: death', 'per: minute') },
    /value per «minute» does not fit «disease»/,
  ],
])('%s is told before the load', async (_name, files, problem) => {
  expect(await problemsOf(files)).toMatch(problem);
});
