import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { produceResults } from '../../src/pipeline/produce-run.ts';
import { seal } from '../../src/pipeline/seal.ts';
import { costsUnderSeal, plannedLines, plannedRows } from '../../src/pipeline/sealed-costs.ts';
import { NIGHTINGALE_MONEY, NIGHTINGALE_PRICES } from '../support/nightingale-money.ts';

const HEAD = 'date,amount,price_basis,category,deployment,status,recurring,type';
const file = (...lines: string[]) => [HEAD, ...lines, ''].join('\n');
const PLAN = [
  '2027-06-30,28000.00,2024,licence,pacs,planned,yes,revenue',
  '2027-06-30,4000,2024,training,,planned,no,revenue',
];
const PAID = '2026-03-31,27000,nominal,licence,pacs,actual,yes,revenue';
const sealed = plannedLines(file(PAID, ...PLAN), 'costs.csv');
const inForce = (text: string | null) => costsUnderSeal(sealed, text, 'costs.csv');

describe('planned costs', () => {
  test('are sealed word for word, whatever a note says of an actual line', () => {
    expect(sealed).toEqual([HEAD, ...PLAN]);
    const noted = 'date,amount,category,status,note\n2026-01-01,5,other,actual,planned\n2027-01-01,6,other,Planned,\n';
    expect(plannedLines(noted, 'costs.csv')).toEqual([noted.split('\n')[0], noted.split('\n')[2]]);
  });

  test('keep a note that spans lines, and count as they stand', () => {
    const noted = 'date,amount,category,note,status\n2027-01-01,6,other,"first\nsecond",planned\n';
    const lines = plannedLines(noted, 'costs.csv');
    expect(plannedRows(lines)).toEqual({ '2027-01-01 other': '6 revenue' });
    expect(costsUnderSeal(lines, noted, 'costs.csv')).toBe(noted);
  });

  test('are named by day, category and deployment; equal names stand together in any order', () => {
    expect(plannedRows(sealed)).toEqual({
      '2027-06-30 licence pacs': '28000 2024 recurring revenue',
      '2027-06-30 training': '4000 2024 revenue',
    });
    const twice = ['2027-06-30,7,2024,licence,pacs,planned,yes,revenue', PLAN[0]!];
    expect(plannedRows([HEAD, ...twice])).toEqual(plannedRows([HEAD, ...twice.toReversed()]));
    expect(plannedRows(null)).toEqual({});
  });

  test('written otherwise, in another order, beside new actual lines: the file itself', () => {
    const same = 'status,date,amount,price_basis,category,deployment,recurring\n';
    const lines =
      'planned,2027-06-30,4000.0,2024,training,,\nactual,2026-12-31,90,nominal,other,,\nplanned,2027-06-30,28000,2024,licence,pacs,YES\n';
    expect(inForce(same + lines)).toBe(same + lines);
  });

  test('changed, added and dropped: the sealed lines count, and what stays keeps its line', () => {
    const dearer = PLAN[0]!.replace('28000.00', '35000');
    const added = '2028-06-30,9000,2024,licence,pacs,planned,yes,revenue';
    expect(inForce(file(dearer, PAID, added))).toBe(file('', PAID, ...PLAN));
    expect(inForce(file(PLAN[1]!, PAID))).toBe(file(PLAN[1]!, PAID, PLAN[0]!));
    expect(inForce(null)).toBe(file(...PLAN));
    expect(costsUnderSeal(null, file(PAID, ...PLAN), 'costs.csv')).toBe(file(PAID));
  });
});

test('a plan that was changed after the seal does not count; it is told with what it would do to the money', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sealed-costs-'));
  try {
    cpSync(resolve(import.meta.dirname, '../../datasets/nightingale'), directory, { recursive: true });
    const yaml = readFileSync(join(directory, 'program.yaml'), 'utf8');
    writeFileSync(join(directory, 'program.yaml'), `${yaml}${NIGHTINGALE_MONEY}`);
    writeFileSync(join(directory, 'prices.csv'), NIGHTINGALE_PRICES);
    const costs = (planned: string, ...actual: string[]) =>
      writeFileSync(
        join(directory, 'costs.csv'),
        ['date,amount,price_basis,category,status', ...actual, `${planned},nominal,licence,planned`, ''].join('\n'),
      );
    const work = { directory, asOf: null, memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
    costs('1857-06-30,1000');
    await seal({ ...work, what: 'protocol', reason: null });
    const { results: before } = await produceResults(work);
    expect([before.changes, before.change_effects]).toEqual([[], []]);
    costs('1857-06-30,1600', '1856-01-31,70,nominal,training,actual');
    const { results: after } = await produceResults(work);
    expect(after.changes).toEqual([
      {
        group: 'planned costs',
        path: 'costs.1857-06-30 licence',
        sealed: '1000 nominal revenue',
        now: '1600 nominal revenue',
      },
    ]);
    // At a rate of 0 and with prices that stand still: only what was paid counts at once, and the dearer plan would cost its 600 more.
    const npv = (results: typeof after, span: string) => results.figures[`appraisal.financial.${span}.npv`]!.value!;
    for (const span of ['realized', 'whole-life']) {
      expect([span, npv(after, span) - npv(before, span)]).toEqual([span, expect.closeTo(-70, 6)]);
    }
    expect(after.change_effects).toEqual([
      { group: 'planned costs', demonstrated: 0, npv: 0, npv_whole_life: expect.closeTo(-600, 6) },
    ]);
    await seal({ ...work, what: 'protocol', reason: 'the licence was raised' });
    const { results: again } = await produceResults(work);
    expect([again.changes, again.seals.replaced[0]!.changes]).toEqual([
      [],
      [{ path: 'costs.1857-06-30 licence', sealed: '1000 nominal revenue', now: '1600 nominal revenue' }],
    ]);
    expect(npv(again, 'whole-life') - npv(after, 'whole-life')).toBeCloseTo(-600, 6);
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 120_000);
