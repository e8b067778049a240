import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_OF } from '../../../datasets/riverside/calendar.ts';
import { generateRiverside } from '../../../datasets/riverside/generate.ts';

/** What truth.json says, against the extracts as a plain reader sees them: nothing here uses the generator's own sums. */

const directory = mkdtempSync(join(tmpdir(), 'riverside-truth-'));
const truth = generateRiverside({ directory });
let read: (sql: string) => Promise<Record<string, string | number>[]>;

const csv = (files: string) =>
  `read_csv('${directory}/extracts/${files}', all_varchar = true, union_by_name = true, filename = true)`;
const SITE = "regexp_extract(filename, '(main|east|west)', 1)";

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  read = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, string | number>[];
  for (const statement of VIEWS) await connection.run(statement);
});
afterAll(() => rmSync(directory, { recursive: true }));

const VIEWS = [
  `create macro us(cell) as try_strptime(cell, '%m/%d/%Y %H:%M')`,
  `create macro minutes(a, b) as epoch(b - a) / 60`,
  `create table exam_rows as
    select ${SITE} as site, ACCESSION as id, DEPT = 'IMG' as is_known, PRI as priority, MOD as modality,
      "STAT CD" as status, us("ORDER DTTM") as ordered_at, us("END DTTM") as end_at, us("FINAL DTTM") as final_at,
      "READ OUTSIDE" = 'Y' as outside, "ORDER DTTM" as ordered_text
    from ${csv('ris-main/*.csv*')}
    union all
    select ${SITE}, exam_id, unit_id like '%/imaging', upper(priority), modality, upper(status[1]),
      try_cast(ordered_at as timestamp), try_cast(exam_end_at as timestamp), try_cast(final_at as timestamp),
      outsourced = 'true', ordered_at
    from ${csv('ris-[ew]*/*.csv')} where exam_id != 'TOTAL'`,
  `create table exams as select distinct on (id) * from exam_rows
    where is_known and priority is not null and modality != 'XA' and final_at >= ordered_at and ordered_at < '${AS_OF}'`,
  `create table result_rows as
    select ${SITE} as site, RESULT_NO as id, PRIO as priority, STAT as status, ADDON = 'Y' as add_on, LOINC as test,
      TIMED = 'Y' as timed, LAB = 'CORE' as is_known, try_cast(COLLECTED as timestamp) as collected_at,
      try_cast(RECEIVED as timestamp) as received_at, try_cast(VERIFIED as timestamp) as verified_at,
      try_cast(POSTED as timestamp) as available_at
    from ${csv('lis-main/*.csv')}
    union all
    select ${SITE}, result_id, upper(priority[1]), upper(status[1]), add_on = 'true', test_code, timed = 'true',
      unit_id like '%/lab', try_cast(collected_at as timestamp), try_cast(received_at as timestamp),
      try_cast(verified_at as timestamp), try_cast(available_at as timestamp)
    from ${csv('lis-[ew]*/*.csv')} where result_id != 'result_id'
    union all
    select 'east', result_id, upper(priority[1]), upper(status[1]), add_on, test_code, timed, unit_id like '%/lab',
      try_cast(collected_at as timestamp), try_cast(received_at as timestamp), try_cast(verified_at as timestamp),
      try_cast(available_at as timestamp)
    from read_json('${directory}/extracts/lis-east/*.ndjson', format = 'newline_delimited', columns = {result_id: 'varchar',
      unit_id: 'varchar', test_code: 'varchar', priority: 'varchar', status: 'varchar', add_on: 'boolean', timed: 'boolean',
      collected_at: 'varchar', received_at: 'varchar', verified_at: 'varchar', available_at: 'varchar'})`,
  `create table results as select distinct on (id) * from result_rows
    where is_known and not add_on and test is not null and priority != 'T' and collected_at < '${AS_OF}'
      and verified_at >= received_at and available_at is not null`,
  `create table cases as select distinct SITE as site, ROOM as room, CLASS as class, STATUS as status, CASE_ID as id,
      cast(SCHEDULED as timestamp) as scheduled, cast(WHEELS_IN as timestamp) as entered, cast(WHEELS_OUT as timestamp) as left_at
    from ${csv('or/cases-*.csv')} where SCHEDULED < '${AS_OF}' and SCHEDULED > '1' and CLASS != 'add-on'
      and ROOM is not null and SITE != 'surgicenter'`,
  `create table turnovers as select site, entered, minutes(before, entered) as gap from (
      select *, lag(left_at) over (partition by site, room, cast(entered as date) order by entered) as before
      from cases where status = 'performed' and left_at > entered) where gap between 0 and 90`,
  `create macro chicago(cell) as cast(cell as timestamp) at time zone 'UTC' at time zone 'America/Chicago'`,
  `create table tickets as select distinct service, planned, chicago(failed_utc) as failed, chicago(restored_utc) as restored
    from ${csv('itsm/outages-*.csv')} where service like 'pacs-%' and planned = 'false' and restored_utc > failed_utc`,
  // A second ticket lies inside the first one of the same failure.
  `create table downtime as select service[6:] as site, failed, minutes(failed, restored) as down from tickets
    where not exists (from tickets as other where other.service = tickets.service
      and other.failed < tickets.failed and other.restored > tickets.restored)`,
];

/** Each KPI once more: its rows, the local time they count in, the value, and how far a week may differ from truth. */
const AGAIN = {
  stat_report: {
    from: "exams where priority = 'STAT'",
    at: 'ordered_at',
    value: 'avg(minutes(ordered_at, final_at))',
    within: 2,
  },
  imaging_report: { from: 'exams', at: 'ordered_at', value: 'avg(minutes(ordered_at, final_at))', within: 2 },
  exam_report: { from: 'exams', at: 'end_at', value: 'avg(minutes(end_at, final_at))', within: 2 },
  outsourced_reads: { from: 'exams', at: 'end_at', value: 'count_if(outside)', within: 1 },
  lab_processing: { from: 'results', at: 'received_at', value: 'avg(minutes(received_at, verified_at))', within: 0.3 },
  lab_stat_outliers: {
    from: "results where priority = 'S' and not timed",
    at: 'received_at',
    value: 'avg((minutes(received_at, available_at) > 30)::int)',
    within: 0.03,
  },
  turnover: { from: 'turnovers', at: 'entered', value: 'avg(gap)', within: 2.5 },
  pacs_downtime: { from: 'downtime', at: 'failed', value: 'sum(down)', within: 0.5 },
} as const;

async function weekly(kpi: keyof typeof AGAIN, site: string): Promise<Map<string, number>> {
  const { from, at, value } = AGAIN[kpi];
  const found = await read(`select strftime(date_trunc('week', ${at}), '%Y-%m-%d') as week, ${value}::double as value
    from (select * from ${from}) where site = '${site}' group by 1 order by 1`);
  return new Map(found.map(({ week, value: v }) => [String(week), Number(v)]));
}

describe('truth.json agrees with the extracts', () => {
  for (const kpi of Object.keys(AGAIN) as (keyof typeof AGAIN)[]) {
    test(`${kpi}: what happened, week by week`, async () => {
      for (const effect of truth.effects.filter((one) => one.kpi === kpi)) {
        const again = await weekly(kpi, effect.unit.split('/')[0]!);
        const off = effect.periods.filter(
          ({ period, value }) => Math.abs((again.get(period) ?? 0) - value) > AGAIN[kpi].within,
        );
        expect(off.map(({ period, value }) => [period, value, again.get(period)])).toEqual([]);
      }
    });
  }

  // West shares trend and season and never changed: main and east against it, in proportion.
  test.each([
    ['stat_report', 'main', 5],
    ['stat_report', 'east', 6],
    ['imaging_report', 'main', 10],
    ['imaging_report', 'east', 12],
    ['lab_processing', 'main', 1],
    ['lab_processing', 'east', 1],
  ] as const)('%s at %s: before and after, net of what west did, gives the effect', async (kpi, site, within) => {
    const effect = truth.effects.find((one) => one.kpi === kpi && one.unit.startsWith(site))!;
    const [own, west] = [await weekly(kpi, site), await weekly(kpi, 'west')];
    const mean = (series: Map<string, number>, inside: (week: string) => boolean) => {
      const values = [...series].flatMap(([week, value]) => (inside(week) ? value : []));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const before = (week: string) => week < effect.go_live && week > '2023';
    const after = (week: string) => effect.periods.some(({ period }) => period === week) && week >= effect.post.from;
    const expected = (mean(own, before) * mean(west, after)) / mean(west, before);
    const difference = mean(own, after) - expected - effect.realised.average;
    expect(Math.abs(difference)).toBeLessThan(within);
  });

  test('expected and realised effects agree, and the story holds', () => {
    const of = (kpi: string, unit: string) => truth.effects.find((one) => one.kpi === kpi && one.unit === unit)!;
    for (const [kpi, unit, within] of [
      ['stat_report', 'main/imaging', 1],
      ['imaging_report', 'main/imaging', 1],
      ['outsourced_reads', 'main/imaging', 2],
      ['lab_processing', 'main/lab', 0.1],
      ['lab_stat_outliers', 'main/lab', 0.01],
      ['first_case', 'main/or', 0.03],
      ['turnover', 'main/or', 0.2],
      ['pacs_downtime', 'main/imaging', 12],
      ['repeat_imaging', 'main/imaging', 0.002],
    ] as const) {
      const { expected, realised } = of(kpi, unit);
      expect(Math.abs(expected.average - realised.average), kpi).toBeLessThan(within);
    }
    const turnover = of('turnover', 'main/or').realised;
    expect(turnover.level).toBeLessThan(-6);
    expect(turnover.level + 51 * turnover.slope).toBeGreaterThan(-2.5);
    expect(Math.abs(of('utilization', 'main/or').realised.average)).toBeLessThan(0.005);
    expect(of('stat_share', 'main/imaging').realised.average).toBe(0);
    expect(of('lab_processing', 'east/lab').realised.average).toBeGreaterThan(4);
    expect(truth.effects.filter(({ comparable }) => !comparable).map(({ kpi, unit }) => [kpi, unit])).toEqual([
      ['lab_turnaround', 'main/lab'],
    ]);
    const outages = of('pacs_restore', 'main/imaging').periods.map(({ n }) => n);
    expect(outages.sort((a, b) => a - b)[Math.floor(outages.length / 2)]).toBeLessThan(10);
  });

  test("main's collection clock changes with go-live, east's does not", async () => {
    const share = (site: string, what: string, when: string) =>
      read(
        `select avg((${what})::int) as share from result_rows where status = 'F' and site = '${site}' and verified_at ${when}`,
      );
    const negative = 'available_at < collected_at';
    const whole = 'epoch(available_at - collected_at) % 60 = 0';
    const at = async (site: string, what: string, when: string) => Number((await share(site, what, when))[0]!['share']);
    const [before, after] = ["< '2024-08-05'", "> '2024-10-28'"];
    expect((await at('main', negative, before)) - (await at('main', negative, after))).toBeGreaterThan(0.05);
    expect((await at('main', whole, before)) - (await at('main', whole, after))).toBeGreaterThan(0.9);
    expect(Math.abs((await at('east', negative, before)) - (await at('east', negative, after)))).toBeLessThan(0.01);
    expect(Math.abs((await at('east', whole, before)) - (await at('east', whole, after)))).toBeLessThan(0.01);
  });
});

/** KPIs of critical care and the wards once more, at main: rows once each, the local time they count in, the value. */
const CARE = {
  alarms_missed: {
    from: "(select distinct * from {middleware/alarm}) where actionable = 'true'",
    at: 'raised_at',
    value: 'avg((acknowledged_at is null)::int)',
  },
  first_time_success: {
    from: `(select message_id, min(sent_at) as first_at, count(*) = 1 and count(filed_at) = 1 and max(match) = 'matched' as good
      from (select distinct * from {engine/interface_message}) group by 1)`,
    at: 'first_at',
    value: 'avg(good::int)',
  },
  message_rejects: {
    from: `(select message_id, min(sent_at) as first_at, max((acknowledgement in ('AE', 'AR'))::int) as bad
      from (select distinct * from {engine/interface_message}) group by 1)`,
    at: 'first_at',
    value: '1000 * avg(bad)',
  },
  duplicate_records: {
    from: "(select distinct * from {registration/record_match}) where event = 'registration' and outcome != 'possible-duplicate'",
    at: 'occurred_at',
    value: "avg((outcome = 'duplicate')::int)",
  },
  clean_claims: {
    from: '(select distinct * from {billing/claim}) where billed_at is not null',
    at: 'billed_at',
    value: "avg((failed_edit_count = '0' and touched = 'false')::int)",
  },
  denied_amount: {
    from: '(select distinct * from {billing/claim}) where remitted_at is not null',
    at: 'billed_at',
    value: 'sum(coalesce(denied_amount::double, 0)) / sum(charged_amount::double)',
  },
  reassignments: {
    from: "(select distinct * from {itsm/support_ticket}) where status = 'resolved'",
    at: 'opened_at',
    value: 'avg(reassigned_count::double)',
  },
  workarounds: {
    from: "(select distinct * from {scanning/workaround}) where appropriate is distinct from 'true'",
    at: 'occurred_at',
    value: "avg((worked_around = 'true')::int)",
  },
  nurse_overtime: {
    from: "(select distinct * from {roster/staff_hours}) where hours_type = 'overtime'",
    at: 'work_date',
    value: 'sum(hours::double)',
  },
} as const;

test.each(Object.entries(CARE))('%s on the wards: truth.json says what a plain reader counts', async (kpi, again) => {
  const { period, periods } = truth.effects.find((effect) => effect.kpi === kpi)!;
  const from = again.from.replace(/\{(.*?)\}/g, (_, file: string) => csv(`${file}-main.csv`));
  const found =
    await read(`select strftime(date_trunc('${period}', cast(${again.at} as timestamp)), '%Y-%m-%d') as period,
    (${again.value})::double as value from (select * from ${from}) group by 1`);
  const values = new Map(found.map((row) => [String(row['period']), Number(row['value'])]));
  // Where an item's week is that of its start and the row's that of its end, one item may change sides.
  const off = periods.filter((one) => Math.abs(values.get(one.period)! - one.value) > 0.03 * Math.max(1, one.value));
  expect(off.map((one) => [one.period, one.value, values.get(one.period)])).toEqual([]);
});

describe('the dirt is there, in the amount that truth.json states', () => {
  test.each([
    ['imaging_exam', 'rows', 'select count(*) from exam_rows'],
    ['imaging_exam', 'bad-timestamp', "select count(*) from exam_rows where ordered_text like '00%'"],
    [
      'imaging_exam',
      'missing-required',
      'select count(*) from exam_rows where priority is null or ordered_text is null',
    ],
    ['imaging_exam', 'not-in-list', "select count(*) from exam_rows where modality = 'XA'"],
    ['imaging_exam', 'unknown-unit', 'select count(*) from exam_rows where not is_known'],
    ['imaging_exam', 'future-dated', `select count(*) from exam_rows where ordered_at > '${AS_OF}'`],
    ['imaging_exam', 'negative-interval', 'select count(*) from exam_rows where final_at < ordered_at'],
    ['lab_result', 'rows', 'select count(*) from result_rows'],
    ['lab_result', 'not-in-list', "select count(*) from result_rows where priority = 'T'"],
    [
      'lab_result',
      'negative-interval',
      `select count(*) from result_rows where verified_at < received_at and not (hour(verified_at) = 1 and hour(received_at) = 1
        and verified_at::date in ('2023-11-05', '2024-11-03', '2025-11-02'))`,
    ],
    ['or_case', 'not-in-list', `select count(*) from ${csv('or/cases-*.csv')} where CLASS = 'add-on'`],
    ['or_case', 'missing-required', `select count(*) from ${csv('or/cases-*.csv')} where ROOM is null`],
    ['outage', 'unknown-service', `select count(*) from ${csv('itsm/outages-*.csv')} where service = 'pacs-north'`],
    ['outage', 'missing-required', `select count(*) from ${csv('itsm/outages-*.csv')} where planned is null`],
    ['tally', 'missing-required', `select count(*) from ${csv('quality/*.csv')} where numerator = 'N/A'`],
  ])('%s: %s', async (kind, code, sql) => {
    const [found] = await read(sql);
    const stated = code === 'rows' ? truth.rows[kind] : truth.dirt[kind]![code];
    expect(stated).toBeGreaterThan(0);
    expect(Number(Object.values(found!)[0])).toBe(stated);
  });

  test('rows that repeat a key are those written twice and those sent again', async () => {
    for (const [kind, table] of [
      ['imaging_exam', 'exam_rows'],
      ['lab_result', 'result_rows'],
    ] as const) {
      const [found] = await read(`select count(*) - count(distinct id) as again from ${table}`);
      expect(Number(found!['again'])).toBe(truth.dirt[kind]!['exact-duplicate']! + truth.dirt[kind]!['sent-again']!);
    }
  });
});
