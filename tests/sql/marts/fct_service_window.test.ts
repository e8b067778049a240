import { expect, test } from 'vitest';
import { type Given, type LandedRow, rowsOf } from '../../support/warehouse.ts';

function outage(outage_id: string, from: string, to: string | null, planned = false): LandedRow {
  return { outage_id, service_id: 'pacs', started_at: from, ended_at: to, planned };
}

async function windows(given: Given) {
  const rows = await rowsOf(given, 'fct_service_window');
  const windows = rows.map((row) => [
    ...[row['service_id'], row['starts_at'], row['ends_at']],
    ...[row['agreed_minutes'], row['down_minutes'], row['planned_minutes']],
  ]);
  return windows.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

test('one window per local day from that of the first outage; days of a clock change have 23 and 25 hours', async () => {
  const first = [outage('a', '2024-03-09 18:00', '2024-03-09 18:10')];
  expect(await windows({ landed: { outage: first }, services: [{ id: 'pacs' }], asOf: '2024-03-11' })).toEqual([
    ['pacs', '2024-03-09 06:00', '2024-03-10 06:00', 1440, 10, 0],
    ['pacs', '2024-03-10 06:00', '2024-03-11 05:00', 1380, 0, 0],
    ['pacs', '2024-03-11 05:00', '2024-03-12 05:00', 1440, 0, 0],
  ]);
  const autumn = [outage('a', '2024-11-03 18:00', '2024-11-03 18:10')];
  expect(await windows({ landed: { outage: autumn }, services: [{ id: 'pacs' }], asOf: '2024-11-03' })).toEqual([
    ['pacs', '2024-11-03 05:00', '2024-11-04 06:00', 1500, 10, 0],
  ]);
});

test('agreed hours of the week; an outage counts inside them only, also across a clock change', async () => {
  // Down from Friday 16:00 CST to Monday 09:30 CDT: three hours of Friday, two and a half of Monday.
  const weekend = [outage('a', '2024-03-08 22:00', '2024-03-11 14:30')];
  const services = [{ id: 'pacs', agreed: 'Mo-Fr 07:00-19:00' }];
  expect(await windows({ landed: { outage: weekend }, services, asOf: '2024-03-11' })).toEqual([
    ['pacs', '2024-03-08 13:00', '2024-03-09 01:00', 720, 180, 0],
    ['pacs', '2024-03-11 12:00', '2024-03-12 00:00', 720, 150, 0],
  ]);
});

test('outages that overlap count once; what is under both kinds is unplanned', async () => {
  const outages = [
    outage('u1', '2024-05-01 12:00', '2024-05-01 13:00'),
    outage('u2', '2024-05-01 12:30', '2024-05-01 13:30'), // 30 more
    outage('p1', '2024-05-01 13:00', '2024-05-01 14:00', true), // 30 beyond the unplanned
    outage('p2', '2024-05-01 13:45', '2024-05-01 14:15', true), // 15 more
    outage('u3', '2024-05-01 14:10', '2024-05-01 14:20'), // 5 under p2, 5 more
  ];
  // Down 12:00–14:20 = 140; unplanned 12:00–13:30 and 14:10–14:20 = 100.
  expect(await windows({ landed: { outage: outages }, services: [{ id: 'pacs' }], asOf: '2024-05-01' })).toEqual([
    ['pacs', '2024-05-01 05:00', '2024-05-02 05:00', 1440, 140, 40],
  ]);
});

test('an open outage lasts until the last window', async () => {
  const open = [outage('a', '2024-05-01 17:00', null)];
  expect(await windows({ landed: { outage: open }, services: [{ id: 'pacs' }], asOf: '2024-05-02' })).toEqual([
    ['pacs', '2024-05-01 05:00', '2024-05-02 05:00', 1440, 720, 0],
    ['pacs', '2024-05-02 05:00', '2024-05-03 05:00', 1440, 1440, 0],
  ]);
});

test('listed windows replace the agreed hours of their service; shared time counts once', async () => {
  const service = [
    { service_id: 'pacs', starts_at: '2024-05-01 12:00', ends_at: '2024-05-01 16:00' },
    { service_id: 'pacs', starts_at: '2024-05-01 13:00', ends_at: '2024-05-01 14:00' },
    { service_id: 'pacs', starts_at: '2024-05-01 15:00', ends_at: '2024-05-01 18:00' },
    { service_id: 'pacs', starts_at: '2024-05-02 12:00', ends_at: '2024-05-03 12:00' }, // not over on the as-of day
  ];
  const landed = { outage: [outage('a', '2024-05-01 15:30', '2024-05-01 16:30')], service };
  const services = [{ id: 'pacs' }, { id: 'ris', agreed: 'We 08:00-09:00' }];
  expect(await windows({ landed, services, asOf: '2024-05-02' })).toEqual([
    ['pacs', '2024-05-01 12:00', '2024-05-01 16:00', 240, 30, 0],
    ['pacs', '2024-05-01 16:00', '2024-05-01 18:00', 120, 30, 0],
    ['ris', '2024-05-01 13:00', '2024-05-01 14:00', 60, 0, 0],
  ]);
});

test('without an outage on record nothing is known', async () => {
  expect(await windows({ services: [{ id: 'pacs' }] })).toEqual([]);
});
