import { expect, test } from 'vitest';
import { kpiRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const outage = (id: string, service: string, from: string, to: string | null, rest: LandedRow = {}): LandedRow => ({
  outage_id: id,
  service_id: service,
  started_at: `2024-05-${from}`,
  ended_at: to === null ? null : `2024-05-${to}`,
  planned: false,
  ...rest,
});

/** UTC, round the clock; two days. */
const GIVEN: Given = {
  timeZone: 'UTC',
  asOf: '2024-05-02',
  services: [
    { id: 'pacs', vendor: 'Northlight', sla: 0.998, units: ['imaging', 'ed'] },
    { id: 'ris', vendor: 'Cedar', sla: null, units: ['imaging'] },
    { id: 'own', vendor: null, units: ['imaging'] },
    { id: 'never', vendor: 'Cedar', sla: 1, units: ['imaging'] },
  ],
  landed: {
    outage: [
      outage('a', 'pacs', '01 10:00', '01 10:30'),
      outage('b', 'pacs', '01 10:20', '01 10:40'), // the same failure
      outage('c', 'pacs', '01 20:00', '01 22:00', { planned: true }),
      outage('d', 'pacs', '01 23:30', '02 00:30'), // over midnight: one failure, minutes in both windows
      outage('e', 'ris', '02 08:00', '02 09:00'),
      outage('f', 'own', '02 23:00', null),
    ],
  },
};
const COUNTED = ['unit_id', 'item_id', 'numerator', 'denominator', 'excluded'];

test('vendor_allowance_used: unplanned minutes against what the promise allows, planned maintenance out of both', async () => {
  const rows = await kpiRows(GIVEN, 'vendor_allowance_used', COUNTED, { vendor: 'Northlight' });
  const [first, second] = [0.002 * (1440 - 120), 0.002 * 1440].map((minutes) => expect.closeTo(minutes, 9));
  expect(rows).toEqual([
    ['ed', 'pacs@2024-05-01 00:00:00', 70, first, null],
    ['ed', 'pacs@2024-05-02 00:00:00', 30, second, null],
    ['imaging', 'pacs@2024-05-01 00:00:00', 70, first, null],
    ['imaging', 'pacs@2024-05-02 00:00:00', 30, second, null],
  ]);
  const cedar = await kpiRows(GIVEN, 'vendor_allowance_used', ['item_id', 'excluded'], { vendor: 'Cedar' });
  expect(cedar).toEqual([
    ['never@2024-05-01 00:00:00', 'no downtime allowed at all'],
    ['never@2024-05-02 00:00:00', 'no downtime allowed at all'],
    ['ris@2024-05-01 00:00:00', 'no promised availability'],
    ['ris@2024-05-02 00:00:00', 'no promised availability'],
  ]);
});

test('vendor_downtime_share: of all unplanned downtime of the unit', async () => {
  const rows = await kpiRows(GIVEN, 'vendor_downtime_share', COUNTED.slice(0, 4), { vendor: 'Northlight' });
  expect(rows).toEqual([
    ['ed', 'pacs@2024-05-01 00:00:00', 70, 70],
    ['ed', 'pacs@2024-05-02 00:00:00', 30, 30],
    ['imaging', 'own@2024-05-02 00:00:00', 0, 60],
    ['imaging', 'pacs@2024-05-01 00:00:00', 70, 70],
    ['imaging', 'pacs@2024-05-02 00:00:00', 30, 30],
    ['imaging', 'ris@2024-05-02 00:00:00', 0, 60],
  ]);
});

test('service_time_between_failures: hours up, and failures that begin in the window', async () => {
  const rows = await kpiRows(GIVEN, 'service_time_between_failures', COUNTED.slice(0, 4), { service: 'pacs' });
  expect(rows.filter(([unit]) => unit === 'ed')).toEqual([
    ['ed', 'pacs@2024-05-01 00:00:00', (1440 - 190) / 60, 2],
    ['ed', 'pacs@2024-05-02 00:00:00', 23.5, 0],
  ]);
  expect(await kpiRows(GIVEN, 'service_time_between_failures', ['item_id'])).toHaveLength(10);
});

test('without outages on record nothing is known', async () => {
  const quiet: Given = { services: [{ id: 'pacs', vendor: 'Northlight', sla: 0.998 }] };
  for (const id of ['vendor_allowance_used', 'service_time_between_failures']) {
    expect(await kpiRows(quiet, id, ['item_id'])).toEqual([]);
  }
});
