import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function labResult(result_id: string, collected: string, available: string | null, more: LandedRow = {}): LandedRow {
  const result = { unit_id: 'lab', test_code: 'K', priority: 'stat', patient_class: 'ed', status: 'final' };
  return { ...result, result_id, collected_at: at(collected), available_at: at(available), ...more };
}

test('every result from collection to availability, pending ones with their wait so far', async () => {
  const lab_result = [
    labResult('add-on', '12:00', '13:00', { add_on: true }),
    labResult('cancelled', '12:00', null, { status: 'cancelled', add_on: true }),
    labResult('clock', '12:00', '13:00', { flags: ['dst-gap'] }),
    labResult('event', '12:00', '12:45'),
    labResult('missing', '12:00', null),
    labResult('negative', '12:00', '11:00'),
    labResult('pending', '12:00', null, { status: 'collected' }),
    labResult('timed', '12:00', '15:00', { timed: true }),
  ];
  const rows = await observationsOf({ landed: { lab_result } }, 'lab_collect_to_available');
  expect(
    rows
      .map((row) => [row['item_id'], row['numerator'], row['outcome'], row['excluded']])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['add-on', 60, 'event', 'add-on'],
    ['cancelled', 180, 'open', 'cancelled'],
    ['clock', 60, 'event', 'clock change'],
    ['event', 45, 'event', null],
    ['missing', 180, 'open', 'no time of availability'],
    ['negative', -60, 'event', 'negative interval'],
    ['pending', 180, 'open', null],
    ['timed', 180, 'event', null],
  ]);
  const shared = { unit_id: 'lab', observed_at: '2024-05-01 12:00', denominator: 1, stratum: 'stat, ed' };
  for (const row of rows) expect(row).toMatchObject(shared);
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'lab_collect_to_available')).toEqual([]);
});
