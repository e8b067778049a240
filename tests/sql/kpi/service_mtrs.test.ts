import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

function outage(
  outage_id: string,
  service_id: string,
  from: string,
  to: string | null,
  more: LandedRow = {},
): LandedRow {
  const at = (time: string | null) => (time === null ? null : `2024-05-${time}`);
  return { outage_id, service_id, started_at: at(from), ended_at: at(to), planned: false, ...more };
}

const services = [
  { id: 'pacs', units: ['main', 'east'] },
  { id: 'ris', units: ['main'] },
];

async function failures(outage: LandedRow[], parameters = {}) {
  const given = { landed: { outage }, services, parameters: { service_mtrs: parameters } };
  const rows = await observationsOf({ ...given, asOf: '2024-05-03' }, 'service_mtrs');
  return rows.map((row) => [row['unit_id'], row['observed_at'], row['numerator'], row['outcome']]);
}

test('records that overlap are one failure, planned ones none', async () => {
  const outages = [
    outage('monitor', 'pacs', '01 10:00', '01 10:40'),
    outage('help desk', 'pacs', '01 10:10', '01 11:00'),
    outage('again', 'pacs', '01 12:00', '01 12:05'),
    outage('maintenance', 'pacs', '01 10:30', '01 14:00', { planned: true }),
  ];
  expect(await failures(outages)).toEqual([
    ['east', '2024-05-01 10:00', 60, 'event'],
    ['east', '2024-05-01 12:00', 5, 'event'],
    ['main', '2024-05-01 10:00', 60, 'event'],
    ['main', '2024-05-01 12:00', 5, 'event'],
  ]);
});

test('services that fail together of one cause are one failure of the unit; the same cause on another day is another', async () => {
  const outages = [
    outage('a', 'pacs', '01 10:00', '01 11:00', { cause_id: 'network' }),
    outage('b', 'ris', '01 10:30', '01 12:00', { cause_id: 'network' }),
    outage('c', 'ris', '02 10:00', '02 10:20', { cause_id: 'network' }),
    outage('d', 'ris', '01 10:30', '01 10:40', { cause_id: null, service_id: 'pacs' }), // within a: the same failure
  ];
  expect(await failures(outages)).toEqual([
    ['east', '2024-05-01 10:00', 60, 'event'],
    ['main', '2024-05-01 10:00', 120, 'event'],
    ['main', '2024-05-02 10:00', 20, 'event'],
  ]);
  expect(await failures(outages, { service: 'ris' })).toEqual([
    ['main', '2024-05-01 10:30', 90, 'event'],
    ['main', '2024-05-02 10:00', 20, 'event'],
  ]);
});

test('a service still down on the as-of day is open with its time so far', async () => {
  expect(await failures([outage('a', 'ris', '03 17:00', null)])).toEqual([['main', '2024-05-03 17:00', 720, 'open']]);
});

test('without outages there are no observations', async () => {
  expect(await failures([])).toEqual([]);
});
