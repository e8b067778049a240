import { expect, test } from 'vitest';
import { type LandedRow, rowsOf } from '../../support/warehouse.ts';

/** A performed elective case of 1 May 2024 in Chicago, times in UTC (local + 5 h). */
function orCase(
  case_id: string,
  scheduled: string,
  inRoom: string | null,
  outRoom: string | null,
  more: LandedRow = {},
) {
  const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);
  return {
    ...{ case_id, unit_id: 'or', room_id: '1', case_class: 'elective', status: 'performed' },
    ...{ scheduled_start_at: at(scheduled), in_room_at: at(inRoom), out_room_at: at(outRoom) },
    ...more,
  };
}

async function placed(or_case: LandedRow[], ...columns: string[]) {
  const rows = await rowsOf({ landed: { or_case } }, 'fct_or_case');
  return rows.map((row) => [row['case_id'], ...columns.map((column) => row[column])]);
}

test('the first scheduled elective case of each room and local day', async () => {
  const cases = [
    orCase('urgent', '12:00', '12:00', '13:00', { case_class: 'emergency' }),
    orCase('tie-b', '12:30', '12:30', '13:30'),
    orCase('tie-a', '12:30', null, null, { status: 'cancelled' }),
    orCase('second', '14:00', '14:00', '15:00'),
    orCase('other room', '15:00', '15:00', '16:00', { room_id: '2' }),
    orCase('other unit', '15:00', '15:00', '16:00', { unit_id: 'or2' }),
    // 03:00 UTC is still the evening of the day before in Chicago.
    orCase('evening before', '03:00', '03:00', '04:00'),
  ];
  expect((await placed(cases, 'is_first_scheduled')).filter(([, first]) => first).map(([id]) => id)).toEqual([
    'evening before',
    'other room',
    'other unit',
    'tie-a',
  ]);
});

test('the previous case is the one before it in the room on its local day', async () => {
  const cases = [
    orCase('evening before', '03:00', '03:00', '04:30'),
    orCase('c1', '12:30', '12:30', '13:30'),
    orCase('cancelled', '13:30', null, null, { status: 'cancelled' }),
    orCase('c2', '14:00', '14:00', '15:00'),
    orCase('other room', '14:30', '14:30', '15:00', { room_id: '2' }),
  ];
  expect(await placed(cases, 'previous_case_id', 'previous_out_at')).toEqual([
    ['c1', null, null],
    ['c2', 'c1', '2024-05-01 13:30'],
    ['cancelled', null, null],
    ['evening before', null, null],
    ['other room', null, null],
  ]);
});

test('a room is empty when the last of the earlier cases has left it', async () => {
  const cases = [
    orCase('long', '12:00', '12:00', '16:00'),
    orCase('inside', '13:00', '13:00', '14:00'),
    orCase('after', '15:00', '16:30', '17:00'),
  ];
  expect(await placed(cases, 'previous_case_id', 'previous_out_at')).toEqual([
    ['after', 'inside', '2024-05-01 16:00'],
    ['inside', 'long', '2024-05-01 16:00'],
    ['long', null, null],
  ]);
});

test('a problem is named, the first that applies', async () => {
  const cases = [
    orCase('backwards', '12:00', '13:00', '12:59'),
    orCase('cancelled', '12:00', null, null, { status: 'cancelled' }),
    orCase('clock', '12:00', '12:00', null, { flags: ['dst-overlap'] }),
    orCase('fine', '12:00', '12:00', '12:00'),
    orCase('no in', '12:00', null, '12:30'),
    orCase('no out', '12:00', '12:00', null),
  ];
  expect(await placed(cases, 'problem')).toEqual([
    ['backwards', 'negative interval'],
    ['cancelled', 'cancelled'],
    ['clock', 'clock change'],
    ['fine', null],
    ['no in', 'no in-room time'],
    ['no out', 'no out-of-room time'],
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'fct_or_case')).toEqual([]);
});
