import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const exam = {
  exam_id: 'E1',
  patient_id: 'P1',
  unit_id: 'main',
  modality: 'CT',
  priority: 'stat',
  patient_class: 'ed',
  status: 'completed',
  ordered_at: '2024-03-10 07:50',
  exam_begin_at: '2024-03-10 08:05',
  exam_end_at: '2024-03-10 08:15',
  preliminary_at: '2024-03-10 08:30',
  final_at: '2024-03-10 09:00',
};

test('names and types what landed', async () => {
  expect(await rowsOf({ landed: { imaging_exam: [{ ...exam, outsourced: true }] } }, 'stg_imaging_exam')).toEqual([
    { ...exam, is_outsourced: true, is_clock_uncertain: false },
  ]);
});

test('either clock change makes the clock uncertain; a negative interval does not', async () => {
  const rows = await rowsOf(
    {
      landed: {
        imaging_exam: [
          { ...exam, exam_id: 'gap', flags: ['dst-gap'] },
          { ...exam, exam_id: 'negative', flags: ['negative-interval'] },
          { ...exam, exam_id: 'overlap', flags: ['negative-interval', 'dst-overlap'] },
        ],
      },
    },
    'stg_imaging_exam',
  );
  expect(rows.map((row) => [row['exam_id'], row['is_clock_uncertain']])).toEqual([
    ['gap', true],
    ['negative', false],
    ['overlap', true],
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_imaging_exam')).toEqual([]);
});
