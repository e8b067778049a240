import { expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const session = (id: string, started: string, minutes: number, rest: LandedRow = {}): LandedRow => ({
  session_id: id,
  unit_id: 'clinic',
  role: 'physician',
  activity: 'notes',
  started_at: `2024-03-${started}`,
  active_minutes: minutes,
  scheduled: true,
  ...rest,
});
const hours = (day: string, count: number, rest: LandedRow = {}): LandedRow => ({
  unit_id: 'clinic',
  work_date: `2024-03-${day}`,
  role: 'physician',
  hours_type: 'scheduled-patient',
  hours: count,
  ...rest,
});

/** Chicago: a day begins at 06:00 UTC, from 10 March on at 05:00. */
const GIVEN: Given = {
  landed: {
    ehr_session: [
      session('a', '05 15:00', 90),
      session('b', '06 05:59', 30, { scheduled: false, activity: 'inbox' }), // still the 5th
      session('c', '06 06:00', 20, { scheduled: null }), // the 6th: no hours on record
      session('d', '11 04:30', 12, { scheduled: false }), // the 10th, 23:30
      session('e', '05 15:00', 45, { role: 'nurse' }),
      session('f', '11 05:00', 6, { unit_id: 'other' }), // hours of 0
    ],
    staff_hours: [
      hours('04', 16),
      hours('05', 20),
      hours('05', 7.5, { role: 'nurse' }),
      hours('05', 3, { hours_type: 'overtime' }),
      hours('05', 2, { hours_type: 'agency' }),
      hours('06', 0, { hours_type: 'overtime', role: 'nurse' }),
      hours('10', 4),
      hours('11', 8),
      hours('11', 0, { unit_id: 'other' }),
    ],
  },
};
const COUNTED = ['unit_id', 'item_id', 'numerator', 'denominator', 'excluded'];

test('stg_ehr_session, stg_staff_hours and fct_staff_hours keep every row', async () => {
  expect(await viewRows(GIVEN, 'stg_ehr_session', ['session_id', 'active_minutes'])).toHaveLength(6);
  expect(await viewRows(GIVEN, 'stg_staff_hours', ['role', 'staff_hours'])).toHaveLength(9);
  const rows = await viewRows(GIVEN, 'fct_staff_hours', ['work_date', 'starts_at', 'hours_type', 'staff_hours']);
  expect(rows.at(-1)).toEqual(['2024-03-11', '2024-03-11 05:00', 'scheduled-patient', 8]);
});

test('fct_ehr_session: the scheduled hours of its unit, role and local day', async () => {
  expect(await viewRows(GIVEN, 'fct_ehr_session', ['session_id', 'scheduled_hours'])).toEqual([
    ['a', 20],
    ['b', 20],
    ['c', null],
    ['d', 4],
    ['e', 7.5],
    ['f', 0],
  ]);
});

test('ehr_time_per_8_hours: hours in the record, and the scheduled hours of the days known', async () => {
  expect(await kpiRows(GIVEN, 'ehr_time_per_8_hours', COUNTED)).toEqual([
    ['clinic', 'a', 1.5, 0, null],
    ['clinic', 'b', 0.5, 0, null],
    ['clinic', 'c', 20 / 60, 0, 'no scheduled hours that day'],
    ['clinic', 'd', 0.2, 0, null],
    ['clinic', 'e', 0.75, 0, null],
    ['clinic', 'nurse@2024-03-05', 0, 7.5, null],
    ['clinic', 'physician@2024-03-04', 0, 16, 'before the first session known'],
    ['clinic', 'physician@2024-03-05', 0, 20, null],
    ['clinic', 'physician@2024-03-10', 0, 4, null],
    ['clinic', 'physician@2024-03-11', 0, 8, 'after the last session known'],
    ['other', 'f', 0.1, 0, 'no scheduled hours that day'],
    ['other', 'physician@2024-03-11', 0, 0, 'no scheduled hours that day'],
  ]);
  const inbox = await kpiRows(GIVEN, 'ehr_time_per_8_hours', COUNTED, { activity: 'inbox' });
  expect(inbox.filter(([, , , denominator]) => denominator === 0)).toEqual([
    ['clinic', 'b', 0.5, 0, null],
    ['other', 'physician@2024-03-11', 0, 0, 'no scheduled hours that day'],
  ]);
  expect(inbox.filter(([, , , , excluded]) => excluded === null)).toHaveLength(4);
});

test('ehr_after_hours_per_8_hours: what lies outside the schedule, for one role', async () => {
  const rows = await kpiRows(GIVEN, 'ehr_after_hours_per_8_hours', COUNTED, { role: 'physician' });
  expect(rows.filter(([unit]) => unit === 'clinic')).toEqual([
    ['clinic', 'a', 0, 0, null],
    ['clinic', 'b', 0.5, 0, null],
    ['clinic', 'c', 20 / 60, 0, 'no scheduled hours that day'],
    ['clinic', 'd', 0.2, 0, null],
    ['clinic', 'physician@2024-03-04', 0, 16, 'before the first session known'],
    ['clinic', 'physician@2024-03-05', 0, 20, null],
    ['clinic', 'physician@2024-03-10', 0, 4, null],
    ['clinic', 'physician@2024-03-11', 0, 8, 'after the last session known'],
  ]);
  const unsaid: Given = {
    landed: { ehr_session: [session('a', '05 15:00', 90, { scheduled: null })], staff_hours: [hours('05', 8)] },
  };
  expect(await kpiRows(unsaid, 'ehr_after_hours_per_8_hours', ['item_id', 'excluded'])).toEqual([
    ['a', 'schedule not recorded'],
    ['physician@2024-03-05', null],
  ]);
});

test('staff_overtime_hours: one type of hours, a quiet day with its 0', async () => {
  const columns = ['item_id', 'numerator', 'observed_at'];
  expect(await kpiRows(GIVEN, 'staff_overtime_hours', columns)).toEqual([
    ['nurse@2024-03-06', 0, '2024-03-06 06:00'],
    ['physician@2024-03-05', 3, '2024-03-05 06:00'],
  ]);
  expect(await kpiRows(GIVEN, 'staff_overtime_hours', columns, { hours_type: 'agency' })).toEqual([
    ['physician@2024-03-05', 2, '2024-03-05 06:00'],
  ]);
  expect(await kpiRows(GIVEN, 'staff_overtime_hours', columns, { role: 'nurse' })).toHaveLength(1);
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  for (const id of ['ehr_time_per_8_hours', 'ehr_after_hours_per_8_hours', 'staff_overtime_hours']) {
    expect(await kpiRows(empty, id, COUNTED.slice(0, 4))).toEqual([]);
  }
});
