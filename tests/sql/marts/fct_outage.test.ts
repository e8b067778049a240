import { expect, test } from 'vitest';
import { type LandedRow, rowsOf } from '../../support/warehouse.ts';

function outage(outage_id: string, from: string, to: string | null, more: LandedRow = {}): LandedRow {
  const at = (time: string | null) => (time === null ? null : `2024-05-${time}`);
  return { outage_id, service_id: 'pacs', started_at: at(from), ended_at: at(to), planned: false, ...more };
}

async function pick(landed: LandedRow[], ...columns: string[]) {
  const rows = await rowsOf({ landed: { outage: landed }, asOf: '2024-05-31' }, 'fct_outage');
  return rows.map((row) => [row['outage_id'], ...columns.map((column) => row[column])]);
}

test('records that overlap or touch are one failure, planned and unplanned apart', async () => {
  const outages = [
    outage('a', '01 10:00', '01 12:00'),
    outage('b', '01 11:00', '01 11:30'), // inside a
    outage('c', '01 12:00', '01 13:00'), // touches a
    outage('d', '01 13:01', '01 14:00'), // a new failure
    outage('e', '01 10:30', '01 13:30', { planned: true }),
    outage('f', '01 10:00', '01 10:05', { service_id: 'ris' }),
  ];
  expect(await pick(outages, 'service_id', 'is_planned', 'failure_number')).toEqual([
    ['a', 'pacs', false, 1],
    ['b', 'pacs', false, 1],
    ['c', 'pacs', false, 1],
    ['d', 'pacs', false, 2],
    ['e', 'pacs', true, 1],
    ['f', 'ris', false, 1],
  ]);
});

test('an outage that has not ended by the as-of day is open until its end', async () => {
  const outages = [
    outage('ended', '01 10:00', '01 12:00'),
    outage('ends later', '31 10:00', '31 23:00', { ended_at: '2024-06-02 00:00' }),
    outage('still down', '31 10:00', null),
    outage('starts later', '31 10:00', null, { started_at: '2024-06-01 05:00' }),
  ];
  expect(await pick(outages, 'is_open', 'ended_at', 'down_until')).toEqual([
    ['ended', false, '2024-05-01 12:00', '2024-05-01 12:00'],
    ['ends later', true, null, '2024-06-01 05:00'],
    ['still down', true, null, '2024-06-01 05:00'],
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'fct_outage')).toEqual([]);
});
