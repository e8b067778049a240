import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { generateRiverside } from '../../datasets/riverside/generate.ts';
import { UNSEALED } from '../../src/baseline/seal.ts';
import { concludeRun } from '../../src/pipeline/conclude-run.ts';
import { type OpenProgram, openProgram } from '../../src/pipeline/open-program.ts';
import { loadProgram, measureProgram } from '../../src/pipeline/use-warehouse.ts';
import type { Results } from '../../src/results/schema.ts';

/** What the traps are planted on, and no more: the rest of riverside is measured in riverside.test.ts. */
const KINDS = ['imaging_exam', 'claim'];
const KPIS = ['stat_report', 'stat_share', 'imaging_report', 'exam_report', 'outsourced_reads', 'discharge_to_bill'];
const quiet = { memoryLimit: '2GB', threads: null, cache: null, progress: () => {} };

type Entry = Record<string, unknown>;

const minute = {
  per: 'minute',
  low: 0.8,
  likely: 1,
  high: 1.2,
  source: 'payroll, mean wage of a minute',
  price_basis: 2024,
  cost_basis: 'marginal',
};
const own = { owner: 'Chief of radiology', attribution: { share: 1, reason: 'all of it is the platform' } };
const ledger = { account: '6100', cost_centre: '4400', signed_off_by: 'Director of finance' };

/** The register of riverside, and what one more benefit does to it. */
describe('a trap planted in the register of riverside', () => {
  let directory: string;
  let program: Entry & { benefits: Entry[] };
  let clean: Results;
  let evidence: Omit<Parameters<typeof concludeRun>[0], 'open'>;

  beforeAll(async () => {
    directory = join(mkdtempSync(join(tmpdir(), 'realized-traps-')), 'riverside');
    generateRiverside({ directory, scale: 1, seed: 1 });
    program = trimmed(parse(readFileSync(join(directory, 'program.yaml'), 'utf8')));
    const open = await openWith([]);
    const loaded = await loadProgram(open, quiet);
    const { measured, findings } = await measureProgram(open, quiet);
    const unsealed = { sealed: UNSEALED, protocolSealed: null, ledger: [], runId: '0'.repeat(64) };
    evidence = { loaded, measured, ...unsealed, findings: [...loaded.findings, ...findings] };
    clean = await concludeRun({ ...evidence, open });
  }, 600_000);

  async function openWith(traps: readonly Entry[]): Promise<OpenProgram> {
    const planted = { ...program, benefits: [...program.benefits, ...traps] };
    writeFileSync(join(directory, 'program.yaml'), stringify(planted));
    return openProgram(directory, null);
  }

  const resultsWith = async (...traps: Entry[]) => concludeRun({ ...evidence, open: await openWith(traps) });

  test('without a trap none of the three checks fails', () => {
    expect([8, 9, 11].map((check) => answerTo(clean, check))).toEqual(['pass', 'pass', 'pass']);
    expect(benefit(clean, 'outsourced_reads').demonstrated.likely).toBeGreaterThan(0);
  });

  test('8, double counting: one change claimed to 120 %', async () => {
    const again = {
      id: 'radiologist_minutes',
      kpi: 'stat_report',
      class: 'capacity',
      ...own,
      attribution: { share: 0.7, reason: 'radiologists wait less, too' },
      value: minute,
      draws_on: 'radiologist-minutes@riverside',
    };
    const results = await resultsWith(again);
    expect([8, 9, 11].map((check) => answerTo(results, check))).toEqual(['fail', 'pass', 'pass']);
    expect(concernedBy(results, 8)).toEqual(['stat_minutes', 'radiologist_minutes']);
  });

  test('8, double counting: the same minutes measured twice are paid once', async () => {
    const again = {
      id: 'bay_minutes',
      kpi: 'imaging_report',
      class: 'capacity',
      ...own,
      value: minute,
      draws_on: 'bay-minutes@riverside',
    };
    const results = await resultsWith(again);
    const [stat, bay] = [benefit(results, 'stat_minutes'), benefit(results, 'bay_minutes')];
    expect(stat.by_month.map(({ month }) => month)).toEqual(bay.by_month.map(({ month }) => month));
    const paid = (k: number) => [stat, bay].filter((row) => row.by_month[k]!.realized! > 0).length;
    const months = stat.by_month.map((_, k) => paid(k));
    expect(Math.max(...months)).toBe(1);
    // the larger claim stands in each month, so that the smaller one loses what it had alone
    const overlap = (one: Results) => one.bridge.find(({ step }) => step === 'overlap')!.amount;
    expect(overlap(clean)).toBeCloseTo(0, 6);
    expect(overlap(results)).toBeLessThan(-100);
    expect(stat.demonstrated.likely!).toBeLessThan(benefit(clean, 'stat_minutes').demonstrated.likely!);
    const reads = (one: Results) => benefit(one, 'outsourced_reads').demonstrated.likely;
    expect(reads(results)).toBeCloseTo(reads(clean)!, 6);
  });

  test('9, capacity as cash: minutes × wage, signed off and all', async () => {
    const wages = {
      id: 'reading_minutes',
      kpi: 'exam_report',
      class: 'cash-releasing',
      ...own,
      value: minute,
      draws_on: 'reading-minutes@riverside',
      ledger,
    };
    const results = await resultsWith(wages);
    expect(benefit(results, 'reading_minutes').demonstrated.likely).toBeGreaterThan(0);
    expect([8, 9, 11].map((check) => answerTo(results, check))).toEqual(['pass', 'fail', 'pass']);
    expect(concernedBy(results, 9)).toEqual(['reading_minutes']);

    // the same minutes as what they are stand beside the case, and nothing of them in it
    const capacity = await resultsWith({ ...wages, class: 'capacity', ledger: undefined });
    expect(answerTo(capacity, 9)).toBe('pass');
    expect(capacity.figures['total.financial.net']!.value!).toBeCloseTo(
      clean.figures['total.financial.net']!.value!,
      6,
    );
  });

  test('11, one-off as recurring: bills that go out a day sooner, paid every month', async () => {
    const sooner = {
      id: 'sooner_bills',
      kpi: 'discharge_to_bill',
      class: 'income',
      ...own,
      value: { ...minute, per: 'day', source: 'mean charge of a claim at the cost of capital, for a day' },
      draws_on: 'receivables@riverside',
      ledger,
    };
    const results = await resultsWith(sooner);
    const monthly = benefit(results, 'sooner_bills');
    expect(monthly.demonstrated.likely).toBeGreaterThan(0);
    expect([8, 9, 11].map((check) => answerTo(results, check))).toEqual(['pass', 'pass', 'fail']);
    expect(concernedBy(results, 11)).toEqual(['sooner_bills']);

    // marked for what it is, it counts once and is never forecast
    const marked = await resultsWith({ ...sooner, one_off: 'earlier cash, once' });
    const once = benefit(marked, 'sooner_bills');
    expect(answerTo(marked, 11)).toBe('pass');
    expect(once.by_month.filter(({ realized }) => realized !== 0)).toHaveLength(1);
    expect(once.forecast.likely ?? 0).toBe(0);
    expect(once.demonstrated.likely!).toBeLessThan(monthly.demonstrated.likely! / 6);
  });
});

const benefit = (results: Results, id: string) => results.benefits.find((row) => row.id === id)!;
const answerTo = (results: Results, check: number) => results.audit[check - 1]!.result;

/** Benefits that say of themselves that a check fails because of them. */
function concernedBy(results: Results, check: number): string[] {
  return results.benefits
    .filter(({ checks }) => checks.some((one) => one.startsWith(`fail: ${check} `)))
    .map(({ id }) => id);
}

/** Riverside with the KPIs that the traps need; billing by the week, which has the periods to show a gain. */
function trimmed(program: Entry & { benefits: Entry[] }): Entry & { benefits: Entry[] } {
  const entries = (key: string) => program[key] as Entry[];
  const weekly = { period: 'week', owner: 'Revenue cycle' };
  return {
    ...program,
    extracts: entries('extracts').filter(({ kind }) => KINDS.includes(kind as string)),
    kpis: entries('kpis')
      .filter(({ id }) => KPIS.includes(id as string))
      .map((entry) => (entry['id'] === 'discharge_to_bill' ? { ...entry, ...weekly } : entry)),
    benefits: program.benefits.filter(({ kpi }) => KPIS.includes(kpi as string)),
  };
}
