import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { createLandedView } from '../../src/warehouse/landed-view.ts';
import { loadTables } from '../../src/warehouse/load-tables.ts';
import { prepareMeasuring } from '../../src/warehouse/prepare.ts';
import { givenWarehouse, programOf, rowsOf, shipped } from '../support/warehouse.ts';

test('the as-of day ends at local midnight', async () => {
  expect(await rowsOf({ asOf: '2024-03-10' }, 'program')).toEqual([
    { program_id: 'test', time_zone: 'America/Chicago', as_of_date: '2024-03-10', as_of: '2024-03-11 05:00' },
  ]);
});

test('local time and UTC are each other, but for the hours that a clock change skips or repeats', async () => {
  const warehouse = await givenWarehouse({});
  const rows = await warehouse.rows<{ there: string; back: string; day: string }>(
    `select local_time(at_utc)::varchar as there, utc_time(local_at)::varchar as back, local_date(at_utc)::varchar as day
    from (select *, local_time(at_utc) as local_at from (values
      (timestamp '2024-03-10 07:59:59.999999'), (timestamp '2024-03-10 08:00'), (timestamp '2024-11-03 06:30'),
      (timestamp '2024-11-03 07:30'), (timestamp '2024-01-01 05:59')) as rows_(at_utc))`,
  );
  expect(rows).toEqual([
    { there: '2024-03-10 01:59:59.999999', back: '2024-03-10 07:59:59.999999', day: '2024-03-10' },
    { there: '2024-03-10 03:00:00', back: '2024-03-10 08:00:00', day: '2024-03-10' },
    { there: '2024-11-03 01:30:00', back: '2024-11-03 06:30:00', day: '2024-11-03' },
    { there: '2024-11-03 01:30:00', back: '2024-11-03 06:30:00', day: '2024-11-03' },
    { there: '2023-12-31 23:59:00', back: '2024-01-01 05:59:00', day: '2023-12-31' },
  ]);
});

test('minutes are exact, whatever boundary they cross', async () => {
  const warehouse = await givenWarehouse({});
  const [row] = await warehouse.rows(
    `select minutes_between(timestamp '2024-05-01 11:59:59', timestamp '2024-05-01 12:00:01') as a,
      minutes_between(timestamp '2024-05-02', timestamp '2024-05-01') as b,
      minutes_between(null::timestamp, timestamp '2024-05-01') as c`,
  );
  expect(row).toEqual({ a: 2 / 60, b: -1440, c: null });
});

test('a flag that no rule has is a mistake, not false', async () => {
  const warehouse = await givenWarehouse({});
  expect(await warehouse.rows(`select has_flag(512, 'negative-interval') as a, has_flag(512, 'dst-gap') as b`)).toEqual(
    [{ a: true, b: false }],
  );
  await expect(warehouse.rows(`select has_flag(flags, 'dst-gp') from (select 1 as flags)`)).rejects.toThrow(
    'no such rule: dst-gp',
  );
});

test('data spans: from the first start event to the newest instant that the as-of day knows, by kind and unit', async () => {
  const tat = { modality: 'CT', priority: 'stat', patient_class: 'ed', status: 'completed' };
  const imaging_exam = [
    { ...tat, exam_id: 'a', unit_id: 'main', ordered_at: '2024-05-01 12:00', final_at: '2024-05-01 13:00' },
    { ...tat, exam_id: 'b', unit_id: 'main', ordered_at: '2024-05-02 12:00', final_at: '2099-01-01 00:00' },
    { ...tat, exam_id: 'c', unit_id: 'east', ordered_at: '2024-05-03 12:00' },
  ];
  expect(await rowsOf({ landed: { imaging_exam } }, 'data_span')).toEqual([
    { kind: 'imaging_exam', unit_id: 'east', starts_at: '2024-05-03 12:00', ends_at: '2024-05-03 12:00' },
    { kind: 'imaging_exam', unit_id: 'main', starts_at: '2024-05-01 12:00', ends_at: '2024-05-02 12:00' },
  ]);
});

test('agreed windows of each local day since services are told of, in UTC', async () => {
  const outage = [{ outage_id: 'a', service_id: 'x', started_at: '2024-03-09 03:00', planned: false }];
  const services = [{ id: 'pacs', agreed: 'Sa-Su 20:00-24:00; Fr 08:00-09:00' }];
  expect(await rowsOf({ landed: { outage }, services, asOf: '2024-03-10' }, 'service_window')).toEqual([
    { service_id: 'pacs', starts_at: '2024-03-08 14:00', ends_at: '2024-03-08 15:00' },
    { service_id: 'pacs', starts_at: '2024-03-10 02:00', ends_at: '2024-03-10 06:00' },
    { service_id: 'pacs', starts_at: '2024-03-11 01:00', ends_at: '2024-03-11 05:00' },
  ]);
});

test('parameters: what the first entry says, else the default', async () => {
  const parameters = { or_turnover: { cap_minutes: 60 }, or_first_case_on_time: { grace_minutes: 5 } };
  const rows = await rowsOf({ parameters }, 'kpi_parameter');
  expect(rows).toContainEqual({ kpi: 'or_turnover', name: 'cap_minutes', value: '60' });
  expect(rows).toContainEqual({ kpi: 'service_mtrs', name: 'service', value: 'all' });
  expect(rows.filter((row) => row['kpi'] === 'tally_total')).toEqual([]);
});

test('after it, nothing outside the landed folder can be read and no setting changes', async () => {
  const warehouse = await givenWarehouse({});
  await expect(warehouse.rows("select * from read_text('/etc/hostname')")).rejects.toThrow('disabled by configuration');
  await expect(warehouse.run('set enable_external_access = true')).rejects.toThrow();
});

test('SQL that leaves its layer is refused before any of it runs', async () => {
  const mart = { name: 'fct_x', file: 'marts/fct_x.sql', sql: "select * from read_text('/etc/hostname')" };
  const catalogue = { ...shipped, marts: [...shipped.marts, mart] };
  await expect(givenWarehouse({ catalogue })).rejects.toMatchObject({
    code: 'program.invalid',
    data: { problems: [{ file: 'marts/fct_x.sql', message: 'uses «read_text()»' }] },
  });
});

test('a feeder must return the columns of the kind that it feeds', async () => {
  const outage = shipped.contracts.find(({ kind }) => kind === 'outage')!;
  const catalogue = {
    ...shipped,
    contracts: [...shipped.contracts, { ...outage, kind: 'ping', feeds: 'outage' }],
    staging: [
      ...shipped.staging,
      { name: 'stg_ping', file: 'staging/stg_ping.sql', sql: 'select service_id from landed_ping' },
    ],
  };
  await expect(givenWarehouse({ catalogue })).rejects.toMatchObject({
    code: 'program.invalid',
    data: {
      problems: [
        {
          file: 'staging/stg_ping.sql',
          message: 'does not return the columns of stg_outage',
          hint: expect.stringContaining('return outage_id, service_id, cause_id'),
        },
      ],
    },
  });
});

test('a KPI file runs as it stands in any DuckDB over the file of the warehouse', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'realized-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'landed'));
  const path = join(folder, 'warehouse.duckdb');
  const warehouse = await Warehouse.open(path, { memoryLimit: '1GB', threads: 1, tempDirectory: folder });
  await loadTables(warehouse);
  for (const contract of shipped.contracts) await createLandedView(warehouse, contract, [], folder);
  await prepareMeasuring(warehouse, { program: programOf({}), catalogue: shipped, asOf: '2024-12-31' });
  await warehouse.close();
  const shell = await (await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })).connect();
  for (const { id, sql } of shipped.kpis) {
    expect((await shell.runAndReadAll(sql)).currentRowCount, id).toBe(0);
  }
  shell.closeSync();
});
