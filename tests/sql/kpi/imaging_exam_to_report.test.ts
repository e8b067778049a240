import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function imagingExam(exam_id: string, end: string | null, final: string | null, more: LandedRow = {}): LandedRow {
  const exam = { unit_id: 'main', modality: 'CT', priority: 'stat', patient_class: 'ed', status: 'completed' };
  return { ...exam, exam_id, ordered_at: at('12:00'), exam_end_at: at(end), final_at: at(final), ...more };
}

test('every completed exam from its end to the first final report', async () => {
  const imaging_exam = [
    imagingExam('event', '12:30', '13:00'),
    imagingExam('open', '12:30', null),
    imagingExam('no end', null, '14:30'),
    imagingExam('negative', '12:30', '12:29'),
    imagingExam('clock', '12:30', '13:00', { flags: ['dst-gap'] }),
    imagingExam('not made yet', null, null, { status: 'ordered' }),
    imagingExam('cancelled', null, null, { status: 'cancelled' }),
  ];
  const rows = await observationsOf({ landed: { imaging_exam } }, 'imaging_exam_to_report');
  expect(
    rows
      .map((row) => [row['item_id'], row['observed_at'], row['numerator'], row['outcome'], row['excluded']])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['clock', '2024-05-01 12:30', 30, 'event', 'clock change'],
    ['event', '2024-05-01 12:30', 30, 'event', null],
    ['negative', '2024-05-01 12:30', -1, 'event', 'negative interval'],
    ['no end', '2024-05-01 12:00', null, 'event', 'no exam end'],
    ['open', '2024-05-01 12:30', 120, 'open', null],
  ]);
  expect(rows[0]).toMatchObject({ unit_id: 'main', denominator: 1, stratum: 'stat, CT, ed' });
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'imaging_exam_to_report')).toEqual([]);
});
