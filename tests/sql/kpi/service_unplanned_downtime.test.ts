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
const outages = [
  outage('a', 'pacs', '01 14:00', '01 15:00'),
  outage('b', 'ris', '01 14:30', '01 15:30'), // 30 minutes beyond a
  outage('c', 'pacs', '01 16:00', '01 17:00', true), // planned
  outage('d', 'ris', '02 01:00', '02 02:00'), // outside office hours
  outage('e', 'pacs', '02 04:30', '02 05:30'), // over local midnight
];

async function downtime(outage: LandedRow[], parameters = {}) {
  const given = { landed: { outage }, services, parameters: { service_unplanned_downtime: parameters } };
  const rows = await observationsOf({ ...given, asOf: '2024-05-03' }, 'service_unplanned_downtime');
  return rows.map((row) => [row['unit_id'], row['item_id'], row['numerator']]);
}

test('minutes of each local day with a service of the unit down, quiet days included', async () => {
  expect(await downtime(outages)).toEqual([
    ['east', '2024-05-01', 90],
    ['east', '2024-05-02', 30],
    ['east', '2024-05-03', 0],
    ['main', '2024-05-01', 120],
    ['main', '2024-05-02', 30],
    ['main', '2024-05-03', 0],
  ]);
});

test('one service alone', async () => {
  expect(await downtime(outages, { service: 'ris' })).toEqual([
    ['main', '2024-05-01', 60],
    ['main', '2024-05-02', 0],
    ['main', '2024-05-03', 0],
  ]);
});

test('a service that is still down is down to the end of the as-of day', async () => {
  expect(await downtime([outage('a', 'pacs', '02 17:00', null)])).toEqual([
    ['east', '2024-05-02', 720],
    ['east', '2024-05-03', 1440],
    ['main', '2024-05-02', 720],
    ['main', '2024-05-03', 1440],
  ]);
});

test('without outages there are no observations', async () => {
  expect(await downtime([])).toEqual([]);
});
