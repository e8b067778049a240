import { expect, test } from 'vitest';
import { readCosts } from '../../src/valuation/read-costs.ts';
import { smallProgram } from './small-program.ts';

const { program } = smallProgram({ kpis: [], benefits: [], effects: [] });
const read = (...lines: string[]) => readCosts(lines.join('\n'), 'costs.csv', program);

test('every row is one dated payment, in order of date', () => {
  const lines = read(
    'date,amount,currency,price_basis,category,deployment,recurring,status,type',
    '2025-07-01,24600.00,USD,nominal,Maintenance,pacs,yes,actual,revenue',
    '2024-03-29,"28000.00",USD,2024,implementation,,no,planned,capital',
  );
  expect(lines).toEqual([
    {
      line: 3,
      date: '2024-03-29',
      amount: 28000,
      foreign: null,
      priceBasis: 2024,
      category: 'implementation',
      deployment: null,
      recurring: false,
      status: 'planned',
      type: 'capital',
    },
    {
      line: 2,
      date: '2025-07-01',
      amount: 24600,
      foreign: null,
      priceBasis: 'nominal',
      category: 'maintenance',
      deployment: 'pacs',
      recurring: true,
      status: 'actual',
      type: 'revenue',
    },
  ]);
});

test('what may be left out has a plain meaning', () => {
  expect(read('amount,date,status,category,price_basis', '10,2024-01-01,actual,training,2024')[0]).toMatchObject({
    deployment: null,
    recurring: false,
    type: 'revenue',
  });
});

test('every problem with its place and the nearest name', () => {
  const wrong = () =>
    read(
      'date,amount,currency,price_basis,category,deployment,recurring,status,type',
      '2024-02-30,1,USD,2024,training,pacs,no,actual,revenue',
      '2024-02-01,"1,000",EUR,real,trainin,pcas,maybe,done,capital',
    );
  expect(wrong).toThrow(
    [
      'costs.csv:2:1: «2024-02-30» is not a day',
      'costs.csv:3:12: «1,000» is not a plain number',
      'costs.csv:3:20: «EUR» has no exchange rate on 2024-02-01',
      'costs.csv:3:24: «real» is no price basis',
      'costs.csv:3:29: «trainin» is not known here\n    did you mean «training»?',
      'costs.csv:3:37: «pcas» is not known here\n    did you mean «pacs»?',
      'costs.csv:3:42: «maybe» is not known here',
      'costs.csv:3:48: «done» is not known here',
    ].reduce<RegExp>(
      (pattern, line) => new RegExp(`${pattern.source}[\\s\\S]*${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
      /^/,
    ),
  );
});

test('a missing column is named with what was probably meant', () => {
  expect(() => read('date,amount,price_basis,categories,status', '')).toThrow(
    /costs\.csv:1:1: column «category» is missing\n {4}rename «categories»/,
  );
});
