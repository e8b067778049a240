import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../src/results/schema.ts';
import { rowsOf } from '../support/rfc4180.ts';
import { runCopy } from '../support/run-program.ts';

/**
 * The main job on extracts that nobody made for it, held against counts and figures taken from the same files by plain code.
 */
const shared = resolve(import.meta.dirname, '../../../shared/real');

function describeReal(
  name: string,
  file: string,
  body: (rows: Record<string, string>[], results: () => Results) => void,
) {
  const path = resolve(shared, name, file);
  if (!existsSync(path)) return describe.skip(`${name} (skipped: ../shared/real is absent)`, () => {});
  describe(name, () => {
    let results: Results;
    beforeAll(async () => {
      results = await runCopy(`tests/real/${name}`);
    });
    body(rowsOf(readFileSync(path, 'utf8')), () => results);
  });
}

/** Series values of a KPI's statistic in a unit, by period. */
function seriesOf(
  results: Results,
  kpi: string,
  statistic: string,
  unit: string,
): Map<string, Results['series'][number]> {
  const cells = results.series.filter((s) => s.kpi === kpi && s.statistic === statistic && s.unit === unit);
  return new Map(cells.filter((s) => s.adjustment === 'crude').map((s) => [s.period, s]));
}

const primary = (results: Results) =>
  results.comparisons.filter((c) => results.kpis.some((k) => k.id === c.kpi && k.statistic === c.statistic));

describeReal('lab_turnaround', 'covid_testing.csv', (rows, results) => {
  test('every record is loaded; the one interval that runs backwards is flagged', () => {
    const backwards = rows.filter((row) => Number(row['rec_ver_tat']) < 0).length;
    expect(backwards).toBe(1);
    expect(results().inputs).toMatchObject([
      { records: rows.length, loaded: rows.length, rejected: 0, skipped: 0, flags: { 'negative-interval': backwards } },
    ]);
  });

  test('days hold the tests received on them, and the medians of the file', () => {
    const byDay = new Map<string, number[]>();
    for (const row of rows) {
      const unit = row['drive_thru_ind'] === '1' ? 'lab/drive-through' : 'lab/on-site';
      const minute = Number(row['pan_day']) * 1440 + 720 + Math.round(Number(row['col_rec_tat']) * 60);
      const day = new Date(Date.parse('2020-03-02T00:00:00Z') + minute * 60_000).toISOString().slice(0, 10);
      const waits = byDay.get(`${unit} ${day}`) ?? [];
      if (Number(row['rec_ver_tat']) >= 0) waits.push(Math.round(Number(row['rec_ver_tat']) * 60));
      byDay.set(`${unit} ${day}`, waits);
    }
    // Later days have tests whose result came after the record ends: there the median is one of open waits.
    for (const unit of ['lab/drive-through', 'lab/on-site']) {
      const series = seriesOf(results(), 'receipt_to_verify', 'median', unit);
      const days = [...series.keys()].filter((day) => day < '2020-06-01');
      expect(days.length).toBeGreaterThan(80);
      for (const day of days) {
        const waits = byDay.get(`${unit} ${day}`)!;
        expect([day, series.get(day)?.n, series.get(day)?.value]).toEqual([day, waits.length, medianOf(waits)]);
      }
    }
  });

  test('the specimen that took seven years moves no baseline and no claim', () => {
    expect(rows.filter((row) => Number(row['col_rec_tat']) > 60_000)).toHaveLength(1);
    const means = [...seriesOf(results(), 'collect_to_available', 'mean', 'lab/on-site').values()];
    expect(Math.max(...means.map((cell) => cell.value ?? 0))).toBeLessThan(7 * 1440);
  });

  // Means and p90 beside the primary median are exploratory: of twelve 95 % intervals one may well exclude zero by chance.
  test('nothing is claimed from a date on which nothing happened', () => {
    expect(primary(results()).map((c) => c.verdict)).not.toContain('improved');
    expect(primary(results()).map((c) => c.verdict)).not.toContain('improved, size uncertain');
  });
});

describeReal('emergency_access', 'nhs_ae_monthly.csv', (rows, results) => {
  const UNITS = ['R0A', 'RJ1', 'RJZ', 'RDU', 'RGT', 'RR8', 'RTD', 'RHQ', 'R1H', 'RJ2', 'RRV'];
  const own = rows.filter((row) => UNITS.includes(row['org_code']!));
  const over = (row: Record<string, string>) => Number(row['attendances_over_4hrs_type_1']);
  const seen = (row: Record<string, string>) => Number(row['aande_attendances_type_1']);
  const reported = own.filter((row) => over(row) > 0);

  test('other providers and months that were not reported are skipped, and counted', () => {
    expect(own.length - reported.length).toBe(2 * 38);
    expect(results().inputs).toMatchObject([
      { records: rows.length, loaded: reported.length, rejected: 0, skipped: rows.length - reported.length },
      { records: rows.length, loaded: own.length, rejected: 0, skipped: rows.length - own.length },
    ]);
  });

  test('each share is that of the file; a month that was not reported has no share, not zero', () => {
    for (const [kpi, unit] of [
      ['hive_over_4_hours', 'R0A'],
      ['epic_over_4_hours', 'RJ1'],
      ['epic_over_4_hours', 'RJZ'],
      ['reporting_over_4_hours', 'RDU'],
    ] as const) {
      const series = seriesOf(results(), kpi, 'proportion', unit.toLowerCase());
      const expected = reported.filter((row) => row['org_code'] === unit);
      expect([...series.keys()]).toEqual(expected.map((row) => row['period']));
      for (const row of expected) expect(series.get(row['period']!)?.value).toBeCloseTo(over(row) / seen(row), 12);
    }
  });

  test('a return to reporting is no worsening: without a baseline nothing is said', () => {
    const verdicts = results().comparisons.filter((c) => c.kpi === 'reporting_over_4_hours');
    expect(verdicts.map((c) => [c.unit, c.verdict])).toEqual([
      ['rdu', 'insufficient data'],
      ['rgt', 'insufficient data'],
    ]);
  });

  test('the fall of the denominator stands beside the share', () => {
    const [before, after] = [
      own.filter((row) => row['org_code'] === 'R0A' && row['period']! >= '2021-04' && row['period']! < '2022-09'),
      own.filter((row) => row['org_code'] === 'R0A' && row['period']! >= '2023-03'),
    ].map((months) => months.reduce((sum, row) => sum + seen(row), 0) / months.length) as [number, number];
    const attendances = results().comparisons.find((c) => c.kpi === 'hive_attendances' && c.unit === 'r0a')!;
    expect(attendances.naive?.estimate).toBeCloseTo(after - before, 6);
    expect(attendances.verdict).toBe('worsened');
  });
});

describeReal('service_status', 'status_events.csv', (rows, results) => {
  const SERVICES: Record<string, string> = { SentryBay: 'website', 'Armored Client: Portal': 'portal' };
  const observed = rows.filter((row) => !['Armored ID: Surveillance', 'Mobile', 'Support'].includes(row['service']!));

  test('three services are skipped with a reason, nothing else is lost', () => {
    expect(results().inputs).toMatchObject([
      {
        kind: 'status_sample',
        records: rows.length,
        loaded: observed.length,
        rejected: 0,
        skipped: rows.length - observed.length,
      },
    ]);
  });

  test('downtime is the time from each down observation to the next up', () => {
    for (const [service, unit] of Object.entries(SERVICES)) {
      const series = [...seriesOf(results(), 'downtime', 'total', unit).values()];
      const [from, to] = [series[0]!.period, '2026-08-17'];
      const minutes = outagesOf(observed, service)
        .filter((outage) => outage.from >= from && outage.from < to)
        .reduce((sum, outage) => sum + outage.minutes, 0);
      expect(minutes).toBeGreaterThan(60);
      expect(series.reduce((sum, cell) => sum + (cell.value ?? 0), 0)).toBeCloseTo(minutes, 6);
    }
  });

  test('the careless figure is there for the taking, and is not taken', () => {
    const portal = results().comparisons.find((c) => c.kpi === 'downtime' && c.unit === 'portal')!;
    expect(portal.post! / portal.baseline!).toBeLessThan(0.4);
    expect(results().comparisons.map((c) => c.verdict)).not.toContain('improved');
  });
});

describeReal('icu', 'labevents.csv', (rows, results) => {
  const read = (file: string) => rowsOf(readFileSync(resolve(shared, 'icu', file), 'utf8'));
  const monthOf = (at: string) => `${at.slice(0, 7)}-01`;

  test('every record of three tables is loaded, in years that no calendar has reached', () => {
    const loaded = Object.fromEntries(results().inputs.map((input) => [input.kind, [input.records, input.loaded]]));
    const [callouts, stays] = [read('callout.csv').length, read('icustays.csv').length];
    expect(loaded).toEqual({
      test_order: [rows.length, rows.length],
      callout: [callouts, callouts],
      icu_stay: [stays, stays],
    });
  });

  test('repeats within 12 hours are those that a plain walk through each patient and analyte finds', () => {
    const sorted = [...rows].sort((a, b) => {
      const [x, y] = [a, b].map((row) => `${row['subject_id']} ${row['itemid']} ${row['charttime']} ${row['row_id']}`);
      return x! < y! ? -1 : 1;
    });
    const months = new Map<string, { tests: number; repeats: number }>();
    for (const [i, row] of sorted.entries()) {
      const before = sorted[i - 1];
      const isSame = before?.['subject_id'] === row['subject_id'] && before?.['itemid'] === row['itemid'];
      const hours = isSame ? (Date.parse(row['charttime']!) - Date.parse(before!['charttime']!)) / 3_600_000 : 99;
      const month = months.get(monthOf(row['charttime']!)) ?? { tests: 0, repeats: 0 };
      months.set(monthOf(row['charttime']!), { tests: month.tests + 1, repeats: month.repeats + (hours < 12 ? 1 : 0) });
    }
    const series = seriesOf(results(), 'repeats', 'proportion', 'icu');
    expect(series.size).toBeGreaterThan(200);
    // The very first half day has no interval before it.
    const [, ...cells] = [...series.values()];
    for (const { period, n, numerator } of cells) {
      expect([period, n, numerator]).toEqual([period, months.get(period)!.tests, months.get(period)!.repeats]);
    }
  });

  test('acknowledgement and stay are the medians of their months', () => {
    const check = (kpi: string, file: string, from: string, to: string, unit: number) => {
      const months = new Map<string, number[]>();
      for (const row of read(file)) {
        if (row[to] === '') continue;
        const values = months.get(monthOf(row[from]!)) ?? [];
        months.set(monthOf(row[from]!), [...values, (Date.parse(row[to]!) - Date.parse(row[from]!)) / unit]);
      }
      const series = [...seriesOf(results(), kpi, 'median', 'icu').values()];
      expect(series.length).toBeGreaterThan(30);
      for (const { period, value } of series) expect(value, period).toBeCloseTo(medianOf(months.get(period)!), 6);
    };
    check('acknowledgement', 'callout.csv', 'createtime', 'acknowledgetime', 60_000);
    check('stay', 'icustays.csv', 'intime', 'outtime', 86_400_000);
  });

  test('without a calendar nothing is claimed', () => {
    expect(primary(results()).map(({ verdict }) => verdict)).not.toContain('improved');
    expect(results().comparisons.map(({ verdict }) => verdict)).not.toContain('worsened');
  });
});

function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs of down observations of one service, with the minutes until it was seen up again. */
function outagesOf(rows: Record<string, string>[], service: string): { from: string; minutes: number }[] {
  const outages: { from: string; minutes: number }[] = [];
  let down: string | null = null;
  for (const { service: name, observed_at: at, status } of rows) {
    if (name !== service) continue;
    if (status === 'down') down ??= at!;
    else if (down !== null) {
      outages.push({ from: down, minutes: (Date.parse(at!) - Date.parse(down)) / 60_000 });
      down = null;
    }
  }
  return outages;
}
