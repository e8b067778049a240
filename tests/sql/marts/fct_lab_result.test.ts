import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const result = {
  unit_id: 'lab',
  test_code: 'K',
  priority: 'stat',
  patient_class: 'ed',
  status: 'final',
  collected_at: '2024-05-01 10:00',
  received_at: '2024-05-01 10:20',
  verified_at: '2024-05-01 10:50',
  available_at: '2024-05-01 10:51',
};

test('a final result without an end is missing it; a collected one is open', async () => {
  const lab_result = [
    { ...result, result_id: 'a' },
    { ...result, result_id: 'b', verified_at: null, available_at: null },
    { ...result, result_id: 'c', status: 'collected', verified_at: null, available_at: null },
  ];
  const rows = await rowsOf({ landed: { lab_result } }, 'fct_lab_result');
  expect(rows.map((row) => [row['result_id'], row['is_verified_missing'], row['is_available_missing']])).toEqual([
    ['a', false, false],
    ['b', true, true],
    ['c', false, false],
  ]);
  expect(rows[0]).toEqual({
    result_id: 'a',
    ...result,
    is_add_on: false,
    is_timed: false,
    is_clock_uncertain: false,
    is_verified_missing: false,
    is_available_missing: false,
    known_until: '2024-05-01 10:51',
  });
});

test('an end after the as-of day is open, not missing', async () => {
  const lab_result = [{ ...result, result_id: 'a', verified_at: '2024-05-02 05:30', available_at: '2024-05-02 05:31' }];
  const [row] = await rowsOf({ landed: { lab_result }, asOf: '2024-05-01' }, 'fct_lab_result');
  expect(row).toMatchObject({ verified_at: null, available_at: null, is_available_missing: false });
  expect(row).toMatchObject({ known_until: '2024-05-01 10:20' });
});

test('a receipt after the as-of day has not happened yet', async () => {
  const lab_result = [{ ...result, result_id: 'a', received_at: '2027-04-28 05:00', verified_at: null }];
  const [row] = await rowsOf({ landed: { lab_result } }, 'fct_lab_result');
  expect(row).toMatchObject({ received_at: null, known_until: '2024-05-01 10:51' });
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'fct_lab_result')).toEqual([]);
});
