import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const exam = {
  unit_id: 'main',
  modality: 'CT',
  priority: 'stat',
  patient_class: 'ed',
  status: 'completed',
  ordered_at: '2024-05-01 12:00',
  exam_end_at: '2024-05-01 13:00',
  final_at: '2024-05-01 14:00',
};

test('what a unit knows ends with the newest instant of its own extract', async () => {
  const imaging_exam = [
    { ...exam, exam_id: 'a' },
    { ...exam, exam_id: 'b', ordered_at: '2024-05-03 12:00', exam_end_at: null, final_at: null },
    { ...exam, exam_id: 'c', unit_id: 'east', outsourced: true, flags: ['dst-overlap' as const] },
  ];
  expect(await rowsOf({ landed: { imaging_exam } }, 'fct_imaging_exam')).toEqual([
    { exam_id: 'a', ...exam, is_outsourced: null, is_clock_uncertain: false, known_until: '2024-05-03 12:00' },
    {
      ...{ exam_id: 'b', ...exam, is_outsourced: null, is_clock_uncertain: false },
      ...{ ordered_at: '2024-05-03 12:00', exam_end_at: null, final_at: null, known_until: '2024-05-03 12:00' },
    },
    {
      ...{ exam_id: 'c', ...exam, unit_id: 'east', is_outsourced: true, is_clock_uncertain: true },
      known_until: '2024-05-01 14:00',
    },
  ]);
});

test('what happened after the as-of day has not happened yet', async () => {
  const imaging_exam = [
    { ...exam, exam_id: 'a', final_at: '2024-05-02 04:59' },
    { ...exam, exam_id: 'b', final_at: '2024-05-02 05:01' },
    { ...exam, exam_id: 'c', exam_end_at: '2024-05-02 05:01', final_at: '2099-01-01 00:00' },
  ];
  const rows = await rowsOf({ landed: { imaging_exam }, asOf: '2024-05-01' }, 'fct_imaging_exam');
  expect(rows.map((row) => [row['exam_end_at'], row['final_at'], row['known_until']])).toEqual([
    ['2024-05-01 13:00', '2024-05-02 04:59', '2024-05-02 04:59'],
    ['2024-05-01 13:00', null, '2024-05-02 04:59'],
    [null, null, '2024-05-02 04:59'],
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'fct_imaging_exam')).toEqual([]);
});
