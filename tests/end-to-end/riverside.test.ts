import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateRiverside } from '../../datasets/riverside/generate.ts';
import { readCatalogue } from '../../src/pipeline/catalogue.ts';
import { run } from '../../src/pipeline/run.ts';
import { buildReports } from '../../src/report/index.ts';
import type { Results } from '../../src/results/schema.ts';
import { withoutSmallCounts } from '../../src/results/small-counts.ts';
import { RIGHTLY_NO_FIGURE, STILL_UNNAMED, unnamedNumbers } from '../support/unnamed-numbers.ts';
import { untoldInGerman } from '../support/untold.ts';

interface Effect {
  kpi: string;
  unit: string;
  statistic: string;
  expected: { average: number };
}

/** The whole job on data whose every effect is known: does it find what was put in, and nothing else? */
describe('riverside', () => {
  let results: Results;
  let written: string;
  let identifiers: string[];
  let effects: Effect[];

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'realized-riverside-'));
    const directory = join(folder, 'riverside');
    generateRiverside({ directory, scale: 1, seed: 1 });
    effects = JSON.parse(readFileSync(join(directory, 'truth.json'), 'utf8')).effects;
    const options = { memoryLimit: '2GB', threads: null, cache: null, progress: () => {} };
    ({ results, folder: written } = await run({ directory, asOf: null, out: join(folder, 'reports'), ...options }));
    identifiers = someIdentifiers(directory);
  }, 1_200_000);

  /** At a constant mix of cases where there is one: what the reports speak of. */
  const comparison = (kpi: string, unit: string, statistic?: string) => {
    const of = statistic ?? results.kpis.find(({ id }) => id === kpi)!.statistic;
    const own = results.comparisons.filter((c) => c.kpi === kpi && c.unit === unit && c.statistic === of);
    return own.find(({ adjustment }) => adjustment === 'standardised') ?? own[0]!;
  };
  const verdict = (kpi: string, unit: string) => comparison(kpi, unit).verdict;

  test('the effects put in lie inside the intervals reported, or the verdict says why there is none', () => {
    const judged = effects.map((effect) => ({ effect, found: comparison(effect.kpi, effect.unit, effect.statistic) }));
    const refused = judged.filter(({ found }) => ['not comparable', 'insufficient data'].includes(found.verdict));
    const missed = judged.filter(({ effect, found }) => {
      if (refused.some((other) => other.found === found)) return false;
      const { low, high } = found.average!;
      return effect.expected.average < low || effect.expected.average > high;
    });
    expect(judged.length).toBeGreaterThan(60);
    expect(refused.every(({ found }) => found.reasons[0]!.length > 0)).toBe(true);
    // Of some sixty 95 % intervals about three miss by luck; more than five would be a bias.
    expect(missed.map(({ effect }) => `${effect.kpi} ${effect.unit}`).length).toBeLessThanOrEqual(5);
  });

  test('every number of every report is a figure, or of a kind that is told why it is none', () => {
    const reports = buildReports(withoutSmallCounts(results));
    const places = [...new Set(reports.flatMap((report) => unnamedNumbers(report).map(({ place }) => place)))];
    const known = [...STILL_UNNAMED, ...RIGHTLY_NO_FIGURE.map(([place]) => place)];
    expect(places.filter((place) => !known.some((one) => one.test(place)))).toEqual([]);
    expect(known.filter((one) => !places.some((place) => one.test(place)))).toEqual([]);
  });

  test('every KPI that ships has a series of its main statistic, before and after go-live', async () => {
    const { kpis } = await readCatalogue(null);
    const periodsOf = (definition: string) => {
      const entry = results.kpis.find((one) => one.definition === definition);
      const cells = results.series.filter(({ kpi, statistic }) => kpi === entry?.id && statistic === entry?.statistic);
      const phases = (wanted: string) => cells.filter(({ phase, value }) => phase === wanted && value !== null).length;
      return { baseline: phases('baseline'), post: phases('post') };
    };
    const without = kpis.filter(({ id }) => periodsOf(id).baseline < 8 || periodsOf(id).post < 8);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('what the record did to the wards is told, gains, losses and nothing', () => {
    for (const kpi of ['first_time_success', 'message_rejects', 'normalization', 'message_completeness']) {
      expect(verdict(kpi, 'main/ward'), kpi).toBe('improved');
    }
    expect(verdict('record_after_hours', 'main/ward')).toBe('worsened');
    for (const kpi of ['misrouted', 'falls', 'supplies', 'bed_occupancy']) {
      expect(['no material change', 'not demonstrated'], kpi).toContain(verdict(kpi, 'main/ward'));
    }
  });

  test('everything that its reports say can be said in German', () => {
    expect(untoldInGerman(results)).toEqual([]);
  });

  test('the strong gain is found, in time and in money', () => {
    expect([verdict('stat_report', 'main/imaging'), verdict('stat_report', 'east/imaging')]).toEqual([
      'improved',
      'improved',
    ]);
    expect([verdict('outsourced_reads', 'main/imaging'), verdict('outsourced_reads', 'east/imaging')]).toEqual([
      'improved',
      'improved',
    ]);
    expect(results.benefits.find(({ id }) => id === 'outsourced_reads')!.demonstrated.low).toBeGreaterThan(0);
  });

  test('a clock that changed at go-live is not comparable, whatever the figures say', () => {
    expect(verdict('lab_turnaround', 'main/lab')).toBe('not comparable');
  });

  test('what is too thin is not judged', () => {
    expect([verdict('pacs_restore', 'main/imaging'), verdict('pacs_restore', 'east/imaging')]).toEqual([
      'insufficient data',
      'insufficient data',
    ]);
  });

  test('series at a constant mix of cases stand beside the crude ones', () => {
    const adjustments = (kpi: string) => [
      ...new Set(results.comparisons.filter((c) => c.kpi === kpi).map(({ adjustment }) => adjustment)),
    ];
    expect(adjustments('stat_report')).toEqual(['crude', 'standardised']);
    // A total counts cases; a KPI without strata has no mix.
    expect([adjustments('outsourced_reads'), adjustments('falls')]).toEqual([['crude'], ['crude']]);
    expect(results.kpis.find(({ id }) => id === 'stat_report')!.mixes.map(({ unit }) => unit)).toEqual([
      ...['east/imaging', 'main/imaging', 'west/imaging'],
    ]);
  });

  test('a null is no claim, and disbenefits are told', () => {
    for (const unit of ['main/or', 'east/or'])
      expect(['no material change', 'not demonstrated']).toContain(verdict('utilization', unit));
    for (const unit of ['main/imaging', 'east/imaging']) expect(verdict('pacs_downtime', unit)).toBe('worsened');
    expect(results.benefits.find(({ id }) => id === 'downtime')!.demonstrated.likely).toBeLessThan(0);
  });

  test('capacity and quality never enter the financial case', () => {
    const cash = results.benefits.filter((b) => ['cash-releasing', 'cash-avoiding', 'income'].includes(b.class));
    const sum = cash.reduce((total, b) => total + (b.demonstrated.likely ?? 0), 0);
    expect(results.figures['total.financial.demonstrated']!.value).toBeCloseTo(sum, 6);
  });

  test('every figure is made from figures that exist', () => {
    const missing = Object.entries(results.figures).flatMap(([id, { inputs }]) =>
      inputs
        .filter((input) => input.startsWith('figure:') && !(input.slice(7) in results.figures))
        .map((input) => `${id}: ${input}`),
    );
    expect(missing).toEqual([]);
  });

  test('records are conserved, and each rejected one has a reason', () => {
    for (const input of results.inputs) {
      expect(input.loaded + input.rejected + input.skipped).toBe(input.records);
      const explained = Object.values(input.rejects).reduce((total, n) => total + n, 0);
      expect(explained).toBeGreaterThanOrEqual(input.rejected);
    }
    expect(results.inputs.reduce((total, input) => total + input.rejected, 0)).toBeGreaterThan(2000);
  });

  test('no patient, exam or specimen number leaves the warehouse', () => {
    const known = new Set(identifiers);
    expect(known.size).toBeGreaterThan(10_000);
    const files = readdirSync(written, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(html|json|svg)$/.test(name),
    );
    const told = files.flatMap((name) => readFileSync(join(written, name), 'utf8').match(/[A-Za-z0-9]{8,}/g) ?? []);
    expect(told.filter((word) => known.has(word))).toEqual([]);
  });
});

/** Result and patient numbers of one laboratory, as its files hold them. */
function someIdentifiers(directory: string): string[] {
  const folder = join(directory, 'extracts/lis-east');
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(',').slice(0, 2))
      .filter((cell) => /^[A-Za-z0-9]{8,}$/.test(cell)),
  );
}
