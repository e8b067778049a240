import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function labResult(
  result_id: string,
  received: string | null,
  verified: string | null,
  more: LandedRow = {},
): LandedRow {
  const result = { unit_id: 'lab', test_code: 'K', priority: 'routine', patient_class: 'inpatient', status: 'final' };
  return {
    ...result,
    result_id,
    collected_at: at('12:00'),
    received_at: at(received),
    verified_at: at(verified),
    ...more,
  };
}

test('every result from receipt to verification; without a receipt it stands where it was collected', async () => {
  const lab_result = [
    labResult('add-on', '12:30', '13:00', { add_on: true }),
    labResult('cancelled', null, null, { status: 'cancelled' }),
    labResult('event', '12:30', '13:15'),
    labResult('missing', '12:30', null),
    labResult('negative', '12:30', '12:00'),
    labResult('no receipt', null, '13:00'),
    labResult('pending', '12:30', null, { status: 'collected' }),
    labResult('under way', null, null, { status: 'collected' }),
  ];
  const rows = await observationsOf({ landed: { lab_result } }, 'lab_receipt_to_verify');
  expect(
    rows
      .map((row) => [row['item_id'], row['observed_at'], row['numerator'], row['outcome'], row['excluded']])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['add-on', '2024-05-01 12:30', 30, 'event', 'add-on'],
    ['cancelled', '2024-05-01 12:00', null, 'open', 'cancelled'],
    ['event', '2024-05-01 12:30', 45, 'event', null],
    ['missing', '2024-05-01 12:30', 45, 'open', 'no time of verification'],
    ['negative', '2024-05-01 12:30', -30, 'event', 'negative interval'],
    ['no receipt', '2024-05-01 12:00', null, 'event', 'no receipt'],
    ['pending', '2024-05-01 12:30', 45, 'open', null],
    ['under way', '2024-05-01 12:00', null, 'open', 'no receipt'],
  ]);
  for (const row of rows) expect(row).toMatchObject({ unit_id: 'lab', denominator: 1, stratum: 'routine, inpatient' });
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'lab_receipt_to_verify')).toEqual([]);
});
