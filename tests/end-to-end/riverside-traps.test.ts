import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { generateRiverside } from '../../datasets/riverside/generate.ts';
import { produceRun } from '../../src/pipeline/produce-run.ts';
import type { Results } from '../../src/results/schema.ts';

/**
 * What a hopeful register would claim on riverside's real gains: one gain sold twice, minutes sold as cash, and a payment that
 * comes once booked every month. Each must be caught by the check that is named for it.
 */
const TRAPS = [
  benefit('bays', 'stat_report', {
    class: 'capacity',
    per: 'minute',
    likely: 0.4,
    share: 0.7,
    drawsOn: 'bay-minutes@riverside',
  }),
  benefit('beds', 'stat_report', {
    class: 'capacity',
    per: 'minute',
    likely: 0.5,
    share: 0.6,
    drawsOn: 'bed-minutes@riverside',
  }),
  benefit('rooms', 'turnover', {
    class: 'cash-releasing',
    per: 'minute',
    likely: 6,
    share: 0.7,
    drawsOn: 'payroll@theatres',
  }),
  benefit('sooner', 'discharge_to_bill', {
    class: 'income',
    per: 'day',
    likely: 1,
    share: 1,
    drawsOn: 'receivables@riverside',
  }),
];

function benefit(
  id: string,
  kpi: string,
  of: { class: string; per: string; likely: number; share: number; drawsOn: string },
) {
  const { likely, per } = of;
  const value = {
    per,
    low: likely,
    likely,
    high: likely,
    source: 'a hopeful vendor',
    price_basis: 2024,
    cost_basis: 'marginal',
  };
  return {
    ...{ id, title: id, kpi, class: of.class, owner: 'Project office', mechanism: 'as the vendor says', value },
    attribution: { share: of.share, reason: 'as the vendor says' },
    ...{ draws_on: of.drawsOn, planned_per_year: 10_000 },
  };
}

describe('traps on riverside', () => {
  let folder: string;
  let results: Results;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'realized-traps-'));
    const directory = join(folder, 'riverside');
    generateRiverside({ directory, scale: 1, seed: 1 });
    billSooner(join(directory, 'extracts/billing/claim-main.csv'));
    const file = join(directory, 'program.yaml');
    writeFileSync(file, stringify(withTraps(parse(readFileSync(file, 'utf8')))));
    const options = { memoryLimit: '2GB', threads: null, cache: null, progress: () => {} };
    ({ results } = await produceRun({ directory, asOf: null, ...options }));
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = (number: number) => results.audit.find((one) => one.check === number)!;
  const demonstrated = (id: string) => results.benefits.find((one) => one.id === id)!.demonstrated.likely!;

  test('each trap is baited: the gain is real', () => {
    for (const id of ['bays', 'rooms', 'sooner']) expect(demonstrated(id), id).toBeGreaterThan(0);
  });

  test('8: shares of one KPI above 100 % fail', () => {
    expect(check(8)).toMatchObject({ result: 'fail' });
    expect(check(8).remedy).toMatch(/^The benefits on one KPI claim more than 100 % of its change: «bays»/);
    expect(check(8).remedy).not.toMatch(/rooms|sooner/);
  });

  test('9: minutes sold as cash fail', () => {
    expect(check(9)).toMatchObject({ result: 'fail' });
    expect(check(9).remedy).toMatch(/«rooms»/);
  });

  test('11: a day of cash sooner, booked every month, fails', () => {
    expect(check(11)).toMatchObject({ result: 'fail' });
    expect(check(11).remedy).toMatch(/^Counted month after month, though its KPI pays once: «sooner»/);
  });
});

type Row = Record<string, unknown>;

/** The program with these benefits alone, and no more KPIs and extracts than they need. */
function withTraps(program: Row): Row {
  const [kpis, kinds] = [
    ['stat_report', 'turnover', 'discharge_to_bill'],
    ['imaging_exam', 'or_case', 'or_block', 'claim'],
  ];
  const only = (list: unknown, key: string, names: string[]) =>
    (list as Row[]).filter((one) => names.includes(one[key] as string));
  // In weeks, as the others: eighteen months alone could not show an improvement.
  const entries = only(program['kpis'], 'id', kpis).map(({ period: _, ...entry }) => entry);
  return { ...program, extracts: only(program['extracts'], 'kind', kinds), kpis: entries, benefits: TRAPS };
}

/** From go-live on, bills leave in half the time. */
function billSooner(file: string): void {
  const [head, ...rows] = readFileSync(file, 'utf8').split('\n');
  const [discharged, billed] = ['discharged_at', 'billed_at'].map((name) => head!.split(',').indexOf(name));
  const moved = rows.map((row) => {
    const cells = row.split(',');
    const [from, to] = [cells[discharged!], cells[billed!]].map((cell) => Date.parse(`${cell?.replace(' ', 'T')}Z`));
    if (!(from! >= Date.parse('2024-07-01')) || Number.isNaN(to!)) return row;
    cells[billed!] = new Date((from! + to!) / 2).toISOString().slice(0, 19).replace('T', ' ');
    return cells.join(',');
  });
  writeFileSync(file, [head, ...moved].join('\n'));
}
