import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const performed = {
  case_id: 'C1',
  patient_id: 'P1',
  unit_id: 'or',
  room_id: '1',
  service_line: 'ortho',
  case_class: 'elective',
  status: 'performed',
  scheduled_start_at: '2024-05-01 12:30',
  in_room_at: '2024-05-01 12:34',
  out_room_at: '2024-05-01 14:00',
  cancelled_at: null,
};

test('names and types what landed', async () => {
  const cancelled = { ...performed, case_id: 'C2', status: 'cancelled', in_room_at: null, out_room_at: null };
  const rows = await rowsOf(
    {
      landed: {
        or_case: [performed, { ...cancelled, cancelled_at: '2024-05-01 11:00', flags: ['dst-gap'] }],
      },
    },
    'stg_or_case',
  );
  expect(rows).toEqual([
    { ...performed, is_clock_uncertain: false },
    { ...cancelled, cancelled_at: '2024-05-01 11:00', is_clock_uncertain: true },
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_or_case')).toEqual([]);
});
