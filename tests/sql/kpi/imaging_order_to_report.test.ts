import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const exam = { unit_id: 'main', modality: 'CT', priority: 'stat', patient_class: 'ed', status: 'completed' };
const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function imagingExam(exam_id: string, ordered: string, final: string | null, more: LandedRow = {}): LandedRow {
  return { ...exam, exam_id, ordered_at: at(ordered), final_at: at(final), ...more };
}

const exams = [
  imagingExam('event', '12:00', '13:30:30'),
  imagingExam('open', '12:00', null),
  imagingExam('not made yet', '15:00', null, { status: 'ordered' }),
  imagingExam('routine', '12:00', '12:00', { priority: 'routine', modality: 'MR', patient_class: 'outpatient' }),
  imagingExam('cancelled', '12:00', '13:00', { status: 'cancelled' }),
  imagingExam('no-show', '12:00', null, { status: 'no-show', flags: ['dst-gap'] }),
  imagingExam('clock', '12:00', '11:00', { flags: ['dst-overlap'] }),
  imagingExam('negative', '12:00', '11:59'),
  imagingExam('last known', '16:00', '18:00'),
  imagingExam('other unit', '12:00', null, { unit_id: 'east' }),
];

function brief(rows: Record<string, unknown>[]) {
  return rows
    .map((row) => [row['item_id'], row['numerator'], row['outcome'], row['excluded']])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

test('every exam from order to first final report, open ones with their wait so far', async () => {
  const rows = await observationsOf({ landed: { imaging_exam: exams } }, 'imaging_order_to_report');
  expect(brief(rows)).toEqual([
    ['cancelled', 60, 'event', 'cancelled'],
    ['clock', -60, 'event', 'clock change'],
    ['event', 90.5, 'event', null],
    ['last known', 120, 'event', null],
    ['negative', -1, 'event', 'negative interval'],
    ['no-show', 360, 'open', 'no-show'],
    ['not made yet', 180, 'open', null],
    ['open', 360, 'open', null],
    ['other unit', 0, 'open', null],
    ['routine', 0, 'event', null],
  ]);
  expect(rows.find((row) => row['item_id'] === 'event')).toEqual({
    ...{ unit_id: 'main', observed_at: '2024-05-01 12:00', numerator: 90.5, denominator: 1 },
    ...{ stratum: 'stat, CT, ed', outcome: 'event', excluded: null, item_id: 'event' },
  });
});

test('of STAT exams alone, the strata without the priority', async () => {
  const rows = await observationsOf({ landed: { imaging_exam: exams } }, 'imaging_order_to_report_stat');
  expect(rows).toHaveLength(exams.length - 1);
  expect(new Set(rows.map((row) => row['stratum']))).toEqual(new Set(['CT, ed']));
  expect(brief(rows)).toContainEqual(['event', 90.5, 'event', null]);
});

test('a clock change between order and report does not change the wait', async () => {
  // 01:30 CST to 03:30 CDT: one hour, not two.
  const landed = {
    imaging_exam: [{ ...exam, exam_id: 'a', ordered_at: '2024-03-10 07:30', final_at: '2024-03-10 08:30' }],
  };
  expect(brief(await observationsOf({ landed }, 'imaging_order_to_report'))).toEqual([['a', 60, 'event', null]]);
});

test('judged on an older day, later reports are still open', async () => {
  const landed = { imaging_exam: [imagingExam('a', '12:00', null, { final_at: '2024-05-03 12:00' })] };
  const later = imagingExam('b', '20:00', '20:30');
  const given = { landed: { imaging_exam: [...landed.imaging_exam, later] }, asOf: '2024-05-01' };
  expect(brief(await observationsOf(given, 'imaging_order_to_report'))).toEqual([
    ['a', 510, 'open', null],
    ['b', 30, 'event', null],
  ]);
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'imaging_order_to_report')).toEqual([]);
  expect(await observationsOf({}, 'imaging_order_to_report_stat')).toEqual([]);
});
