import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import type { ResolvedKpi, Statistic } from '../../src/kpi/kpi.ts';
import { resolveKpi } from '../../src/kpi/resolve-kpi.ts';
import type { KpiEntry, PeriodLength } from '../../src/program/program.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { gatherRows } from '../../src/warehouse/gather-rows.ts';
import { measureKpi } from '../../src/warehouse/measure.ts';
import { givenWarehouse, type LandedRow, shipped } from '../support/warehouse.ts';

function entry(definition: string, more: Partial<KpiEntry> = {}): ResolvedKpi {
  const kpi = shipped.kpis.find(({ id }) => id === definition)!;
  const open = { period: null, label: null, unit: null, direction: null, per: null, parameters: {} };
  return resolveKpi(kpi, { id: 'entry', definition, ...open, ...more } as KpiEntry, { period: 'week' });
}

/** An exam ordered on a day of 2024 at noon UTC, reported so many minutes later. */
function imagingExam(exam_id: string, day: string, minutes: number | null, more: LandedRow = {}): LandedRow {
  const ordered = Date.parse(`2024-${day}T12:00:00Z`);
  const text = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return {
    ...{ exam_id, unit_id: 'main', modality: 'CT', priority: 'stat', patient_class: 'ed', status: 'completed' },
    ...{ ordered_at: text(ordered), final_at: minutes === null ? null : text(ordered + minutes * 60_000) },
    ...more,
  };
}

/** Weeks of 6, 13 and 20 May; three exams a day in the first two, so that only the third is partial. */
const exams = [
  ...[10, 20, 60, 0].map((minutes, i) => imagingExam(`a${i}`, '05-06', minutes)),
  imagingExam('a4', '05-12', 90.5),
  imagingExam('a5', '05-08', 30, { status: 'cancelled' }),
  imagingExam('a6', '05-08', -5, { modality: 'MR' }),
  imagingExam('a7', '05-07', 40, { unit_id: 'east', modality: 'MR' }),
  imagingExam('b0', '05-13', 50),
  imagingExam('b1', '05-19', 70, { priority: 'routine' }),
  imagingExam('c0', '05-20', 10),
  imagingExam('c1', '05-22', 10),
  imagingExam('d0', '06-17', null),
];

test('one KPI: series by statistic and unit, instrument counts, waterfall', async () => {
  const warehouse = await givenWarehouse({ landed: { imaging_exam: exams } });
  const measured = await measureKpi(warehouse, entry('imaging_order_to_report'), '2024-06-20', null);
  const count = (period: string, n: number) => ({ period, n, numerator: null, denominator: null, volume: n });
  const mean = (period: string, n: number, sum: number) => ({
    ...{ period, n, value: sum / n, numerator: sum, denominator: n, volume: n },
  });
  const series = { kpi: 'entry', adjustment: 'crude', periodLength: 'week' };
  expect(measured.series).toEqual([
    { ...series, statistic: 'median', unit: 'east', cells: [{ ...count('2024-05-06', 1), value: 40 }] },
    {
      ...{ ...series, statistic: 'median', unit: 'main' },
      cells: [
        { ...count('2024-05-06', 5), value: 20 },
        { ...count('2024-05-13', 2), value: 60 },
        { ...count('2024-05-20', 2), value: 10 },
      ],
    },
    { ...series, statistic: 'p90', unit: 'east', cells: [{ ...count('2024-05-06', 1), value: 40 }] },
    {
      ...{ ...series, statistic: 'p90', unit: 'main' },
      cells: [
        // Type 7 of 0, 10, 20, 60, 90.5: 0.6 of the way from 60 to 90.5.
        { ...count('2024-05-06', 5), value: expect.closeTo(78.3, 9) },
        { ...count('2024-05-13', 2), value: 68 },
        { ...count('2024-05-20', 2), value: 10 },
      ],
    },
    { ...series, statistic: 'mean', unit: 'east', cells: [mean('2024-05-06', 1, 40)] },
    {
      ...{ ...series, statistic: 'mean', unit: 'main' },
      cells: [mean('2024-05-06', 5, 180.5), mean('2024-05-13', 2, 120), mean('2024-05-20', 2, 20)],
    },
  ]);
  expect(measured.instrument[1]).toMatchObject({ unit: 'main' });
  expect(measured.instrument[1]!.cells[0]).toEqual({
    ...{ period: '2024-05-06', candidates: 7, counted: 5, open: 0, zero: 1, wholeMinute: 4, wholeHour: 2 },
    excluded: { cancelled: 1, 'negative interval': 1 },
    strata: { 'stat, CT, ed': 5 },
  });
  expect(measured.waterfall).toEqual([
    { step: 'candidate rows', n: 13 },
    { step: 'cancelled', n: 12 },
    { step: 'negative interval', n: 11 },
    { step: 'not yet mature', n: 10 },
    { step: 'observations', n: 10 },
  ]);
  expect(measured.findings.map(({ code }) => code)).toEqual(['immature-period']);
});

test.each<[PeriodLength, Record<string, number>]>([
  ['day', { '2024-03-09': 24, '2024-03-10': 23, '2024-11-02': 24, '2024-11-03': 25 }],
  ['week', { '2024-03-04': 167, '2024-03-11': 168, '2024-10-28': 169 }],
  ['month', { '2024-02-01': 29 * 24, '2024-03-01': 31 * 24 - 1, '2024-11-01': 30 * 24 + 1 }],
])('one row an hour: each %s of the program zone has its own number of hours', async (periodLength, hours) => {
  const warehouse = await givenWarehouse({});
  const sql = `select 'u' as unit_id, at_hour as observed_at, 1 as numerator, 1 as denominator
    from generate_series(timestamp '2024-01-01', timestamp '2025-01-05', interval 1 hour) as rows_(at_hour)`;
  const { series } = await measureKpi(warehouse, { ...kpiOf(sql), periodLength }, '2024-12-31', null);
  const counts = new Map(series[0]!.cells.map(({ period, n }) => [period, n]));
  for (const [period, n] of Object.entries(hours)) expect(counts.get(period), period).toBe(n);
});

test('open items: at infinity while they wait beyond the percentile, else Kaplan–Meier, else not reached', async () => {
  const open = (id: string, day: string, more: LandedRow = {}) => imagingExam(id, day, null, more);
  const kpi: ResolvedKpi = { ...entry('imaging_order_to_report'), also: ['p90'], maturityDays: 0 };
  const imaging_exam = [
    // Median of 10, 20, 30, ∞ (waiting since long): 25.
    ...[10, 20, 30].map((minutes, i) => imagingExam(`a${i}`, '05-06', minutes)),
    open('a3', '05-06'),
    // The last hours of the extract: waits of 10, 30 and an open one of 20 minutes give the open one's weight to 30.
    imagingExam('b0', '05-20', 10),
    imagingExam('b1', '05-20', 30),
    open('b2', '05-20', { ordered_at: '2024-05-20 12:10' }),
  ];
  const warehouse = await givenWarehouse({ landed: { imaging_exam } });
  const { series, findings } = await measureKpi(warehouse, kpi, '2024-12-31', null);
  expect(
    series.map(({ statistic, cells }) => [statistic, ...cells.map(({ value, reason }) => reason ?? value)]),
  ).toEqual([
    ['median', 25, 30],
    ['p90', 'not reached: too many items are still open', 30],
  ]);
  expect(findings).toContainEqual({
    ...{ code: 'cell-without-value', severity: 'warn', at: { kpi: 'entry' } },
    message: 'p90 without a value in 1 cell: not reached: too many items are still open',
  });
});

test('a mean counts no wait for longer than the maturity, ended or open', async () => {
  const day = 1440;
  const imaging_exam = [
    imagingExam('a', '05-06', 100),
    imagingExam('b', '05-07', 20 * day),
    imagingExam('c', '05-08', null),
    imagingExam('end', '06-17', 0),
  ];
  const warehouse = await givenWarehouse({ landed: { imaging_exam } });
  const { series } = await measureKpi(warehouse, entry('imaging_order_to_report'), '2024-06-30', null);
  expect(series.find(({ statistic }) => statistic === 'mean')!.cells[0]).toMatchObject({
    numerator: 100 + 14 * day + 14 * day,
    value: (100 + 28 * day) / 3,
  });
});

test('proportions, ratios, rates and totals', async () => {
  const tally = ['2024-03-01', '2024-04-01'].map((period_start, i) => ({
    ...{ measure: 'falls', unit_id: 'ward', period_start, numerator: 3 * i, denominator: 1200.5 },
  }));
  const declared = { unit: 'falls', direction: 'decrease' as const, period: 'month' as const };
  const warehouse = await givenWarehouse({ landed: { tally } });
  const rate = entry('tally_rate', { ...declared, per: 1000, parameters: { measure: 'falls' } });
  const total = entry('tally_total', { ...declared, parameters: { measure: 'falls' } });
  const cells = async (kpi: ResolvedKpi) => (await measureKpi(warehouse, kpi, '2024-12-31', null)).series[0]!.cells;
  expect(await cells(rate)).toEqual([
    { period: '2024-03-01', n: 1, value: 0, numerator: 0, denominator: 1200.5, volume: 1.2005 },
    { period: '2024-04-01', n: 1, value: 3000 / 1200.5, numerator: 3, denominator: 1200.5, volume: 1.2005 },
  ]);
  expect(await cells(total)).toEqual([
    { period: '2024-03-01', n: 1, value: 0, numerator: 0, denominator: null, volume: 1 },
    { period: '2024-04-01', n: 1, value: 3, numerator: 3, denominator: null, volume: 1 },
  ]);
  const share = { direction: 'decrease' as const, period: 'month' as const, parameters: { measure: 'falls' } };
  expect(await cells(entry('tally_proportion', share))).toMatchObject([{ value: 0 }, { value: 3 / 1200.5 }]);
});

test('each entry brings its own parameters, whatever another one says', async () => {
  const tally = ['falls', 'errors'].map((measure, i) => ({
    ...{ measure, unit_id: 'ward', period_start: '2024-03-04', numerator: i + 1, denominator: 1 },
  }));
  const warehouse = await givenWarehouse({ landed: { tally }, parameters: { tally_total: { measure: 'falls' } } });
  const declared = { unit: 'errors', direction: 'decrease' as const, parameters: { measure: 'errors' } };
  const { series } = await measureKpi(warehouse, entry('tally_total', declared), '2024-12-31', null);
  expect(series[0]!.cells[0]!.value).toBe(2);
});

/** A KPI of its own select, over no table. */
function kpiOf(sql: string): ResolvedKpi {
  return { ...entry('imaging_order_to_report'), id: 'own', also: [], maturityDays: 0, sql };
}

test('rows that lack what every observation needs are excluded and counted', async () => {
  const warehouse = await givenWarehouse({});
  const sql = `select * from (values
    ('u', timestamp '2024-05-06 12:00', 1.5, 1), (null, timestamp '2024-05-06 12:00', 1, 1), ('u', null, 1, 1),
    ('u', timestamp '2024-05-06 12:00', null, 1), ('u', timestamp '2024-05-06 12:00', 1, null)
  ) as rows_(unit_id, observed_at, numerator, denominator)`;
  const measured = await measureKpi(warehouse, kpiOf(sql), '2024-12-31', null);
  expect(measured.waterfall).toEqual([
    { step: 'candidate rows', n: 5 },
    { step: 'no value', n: 3 },
    { step: 'no start event', n: 2 },
    { step: 'no unit', n: 1 },
    { step: 'observations', n: 1 },
  ]);
  expect(measured.series[0]!.cells).toMatchObject([{ n: 1, value: 1.5 }]);
});

test('competing outcomes: percentiles of all items, and no mean', async () => {
  const warehouse = await givenWarehouse({});
  const cells = async (outcomes: string) => {
    const sql = `select 'u' as unit_id, timestamp '2024-05-06 12:00' as observed_at, n as numerator, 1 as denominator, outcome
      from (values ${outcomes}) as rows_(n, outcome)`;
    const kpi = { ...kpiOf(sql), also: ['p90', 'mean'] satisfies Statistic[] };
    const { series } = await measureKpi(warehouse, { ...kpi, statistic: 'median' }, '2024-12-31', null);
    return series.map(({ cells }) => cells[0]);
  };
  // 1, 3 and one that never has it: the 2nd of 3 is 3, the 90th percentile is not reached.
  expect(await cells(`(1, 'event'), (2, 'competing'), (3, 'event')`)).toMatchObject([
    { value: 3, volume: 3 },
    { value: null, reason: 'not reached: too many items ended otherwise, or are still open' },
    { value: null, reason: 'some items ended otherwise: they have no time to the event' },
  ]);
  // The open one gives its weight to 3 (otherwise), 4 and 5: 1, 4/3 lost, 4/3, 4/3. Of order 3 it is 5.
  const open = `(1, 'event'), (2, 'open'), (3, 'competing'), (4, 'event'), (5, 'event')`;
  expect((await cells(open))[0]).toMatchObject({ value: 5 });
});

test('granularity is counted of durations, in whatever unit', async () => {
  const warehouse = await givenWarehouse({});
  const sql = (values: string) => `select 'u' as unit_id, timestamp '2024-05-06 12:00' as observed_at,
    v as numerator, 1 as denominator from (values ${values}) as rows_(v)`;
  const counts = async (unit: string, values: string) => {
    const { instrument } = await measureKpi(warehouse, { ...kpiOf(sql(values)), unit }, '2024-12-31', null);
    const { zero, wholeMinute, wholeHour } = instrument[0]!.cells[0]!;
    return [zero, wholeMinute, wholeHour];
  };
  expect(await counts('minutes', '(0), (1), (1.5), (60), (120), (90)')).toEqual([1, 5, 3]);
  expect(await counts('seconds', '(0), (30), (60), (90), (3600)')).toEqual([1, 3, 2]);
  // Seven minutes are 0.11666… hours: whole, in spite of rounding.
  expect(await counts('hours', '(7 / 60.0), (0.5), (1 / 3600.0), (2)')).toEqual([0, 3, 1]);
  expect(await counts('reads', '(0), (1), (60)')).toEqual([0, 0, 0]);
});

test('a KPI without rows has no series, and says so', async () => {
  const warehouse = await givenWarehouse({});
  const { series, waterfall, findings } = await measureKpi(warehouse, entry('imaging_stat_share'), '2024-12-31', null);
  expect(series).toEqual([]);
  expect(waterfall).toEqual([
    { step: 'candidate rows', n: 0 },
    { step: 'observations', n: 0 },
  ]);
  expect(findings.map(({ code }) => code)).toEqual(['no-observations']);
});

test('a select that fails or lacks a column names the KPI file', async () => {
  const warehouse = await givenWarehouse({});
  const failing = { code: 'warehouse.sql', data: { file: 'kpi/own.sql' } };
  await expect(measureKpi(warehouse, kpiOf('select * from nowhere'), '2024-12-31', null)).rejects.toMatchObject(
    failing,
  );
  await expect(measureKpi(warehouse, kpiOf("select 'u' as unit_id"), '2024-12-31', null)).rejects.toMatchObject({
    data: { file: 'kpi/own.sql', detail: 'no column «observed_at»' },
  });
});

test('weeks before 1970 begin on their Monday and end on their Sunday, in the zone of the program', async () => {
  const warehouse = await givenWarehouse({});
  const instants = ['1969-12-08', '1969-12-15', '1969-12-22'].map(
    (day) => `
    select 'u' as unit_id, timestamp '${day} 06:00' as observed_at, 1 as numerator, 1 as denominator
    union all select 'u', timestamp '${day} 06:00' + interval '6 days 23 hours 30 minutes', 1, 1`,
  );
  const { series } = await measureKpi(warehouse, kpiOf(instants.join(' union all ')), '2024-12-31', null);
  const cells = series[0]!.cells.map(({ period, n }) => [period, n]);
  expect(cells).toEqual([
    ['1969-12-08', 2],
    ['1969-12-15', 2],
    ['1969-12-22', 2],
  ]);
});

test('gathered rows are measured as those that are computed each time', async () => {
  const warehouse = await givenWarehouse({ landed: { imaging_exam: exams } });
  const kpis = ['imaging_order_to_report', 'imaging_stat_share'].map((definition) => entry(definition));
  await warehouse.beside(async (second) => {
    const gather = gatherRows(second, shipped);
    for (const kpi of kpis) {
      const gathered = await measureKpi(second, await gather(kpi), '2024-06-20', null);
      expect(gathered).toEqual(await measureKpi(warehouse, kpi, '2024-06-20', null));
    }
    const failing = { code: 'warehouse.sql', data: { file: 'kpi/own.sql' } };
    await expect(gather(kpiOf('select * from nowhere'))).rejects.toMatchObject(failing);
  });
});

test('the number of threads changes nothing', async () => {
  const rows = `select 'u' || (n % 3) as unit_id, timestamp '2024-01-01' + to_minutes((n * 7)::int) as observed_at,
    (hash(n) % 1000003) / 977.0 as numerator, (hash(n + 1) % 89) / 7.0 as denominator from range(200000) as rows_(n)`;
  const measured = [];
  for (const threads of [1, 2]) {
    const warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads, tempDirectory: tmpdir() });
    await warehouse.run('create macro utc_offset_us(instant) as -21600000000');
    const kpi = {
      ...kpiOf(rows),
      statistic: 'mean' as const,
      also: ['ratio' as const, 'p90' as const, 'total' as const],
    };
    measured.push(JSON.stringify(await measureKpi(warehouse, kpi, '2027-12-31', null)));
    await warehouse.close();
  }
  expect(measured[1]).toBe(measured[0]);
});
