import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const result = {
  result_id: 'R1',
  patient_id: 'P1',
  unit_id: 'lab',
  test_code: '0123',
  priority: 'stat',
  patient_class: 'ed',
  status: 'final',
  collected_at: '2024-05-01 10:00',
  received_at: '2024-05-01 10:20',
  verified_at: '2024-05-01 10:50',
  available_at: '2024-05-01 10:51',
};

test('names and types what landed; a blank add-on or timed means no', async () => {
  const rows = await rowsOf(
    {
      landed: {
        lab_result: [
          { ...result, add_on: true, timed: false },
          { ...result, result_id: 'R2', flags: ['dst-overlap'] },
        ],
      },
    },
    'stg_lab_result',
  );
  expect(rows).toEqual([
    { ...result, is_add_on: true, is_timed: false, is_clock_uncertain: false },
    { ...result, result_id: 'R2', is_add_on: false, is_timed: false, is_clock_uncertain: true },
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_lab_result')).toEqual([]);
});
