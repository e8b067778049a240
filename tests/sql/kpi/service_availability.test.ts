import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

function outage(outage_id: string, service_id: string, from: string, to: string | null, planned = false): LandedRow {
  const at = (time: string | null) => (time === null ? null : `2024-05-${time}`);
  return { outage_id, service_id, started_at: at(from), ended_at: at(to), planned };
}

const services = [
  { id: 'pacs', agreed: '24x7', units: ['main', 'east'] },
  { id: 'ris', agreed: 'Mo-Fr 08:00-18:00', units: ['main'] },
];
// 1 May 2024 is a Wednesday; its day in Chicago begins at 05:00 UTC, its office hours at 13:00.
const outages = [
  outage('a', 'pacs', '01 10:00', '01 11:00'),
  outage('b', 'pacs', '01 10:30', '01 12:00', true), // 60 minutes beyond a
  outage('c', 'ris', '02 01:00', '02 13:30'), // the evening and half an hour of office time
];

function brief(rows: Record<string, unknown>[]) {
  return rows.map((row) => [row['unit_id'], row['item_id'], row['numerator'], row['denominator'], row['excluded']]);
}

test('minutes up of agreed minutes, planned maintenance apart', async () => {
  const rows = await observationsOf(
    { landed: { outage: outages }, services, asOf: '2024-05-02' },
    'service_availability',
  );
  expect(brief(rows)).toEqual([
    ['east', 'pacs@2024-05-01 05:00:00/planned', 60, 60, 'planned maintenance'],
    ['east', 'pacs@2024-05-01 05:00:00', 1320, 1380, null],
    ['east', 'pacs@2024-05-02 05:00:00', 1440, 1440, null],
    ['main', 'pacs@2024-05-01 05:00:00/planned', 60, 60, 'planned maintenance'],
    ['main', 'pacs@2024-05-01 05:00:00', 1320, 1380, null],
    ['main', 'ris@2024-05-01 13:00:00', 600, 600, null],
    ['main', 'pacs@2024-05-02 05:00:00', 1440, 1440, null],
    ['main', 'ris@2024-05-02 13:00:00', 570, 600, null],
  ]);
  expect(rows[1]).toMatchObject({ observed_at: '2024-05-01 05:00' });
});

test('one service alone', async () => {
  const parameters = { service_availability: { service: 'ris' } };
  const rows = await observationsOf(
    { landed: { outage: outages }, services, parameters, asOf: '2024-05-02' },
    'service_availability',
  );
  expect(brief(rows).map(([, id]) => id)).toEqual(['ris@2024-05-01 13:00:00', 'ris@2024-05-02 13:00:00']);
});

test('a window of nothing but maintenance says nothing', async () => {
  const all = [outage('a', 'ris', '01 12:00', '02 00:00', true)];
  const rows = await observationsOf(
    { landed: { outage: all }, services: [services[1]!], asOf: '2024-05-01' },
    'service_availability',
  );
  expect(brief(rows)).toEqual([['main', 'ris@2024-05-01 13:00:00', 0, 0, 'nothing but planned maintenance']]);
});

test('without outages there are no observations', async () => {
  expect(await observationsOf({ services }, 'service_availability')).toEqual([]);
});
