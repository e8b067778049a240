import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

function orCase(case_id: string, room_id: string, inRoom: string | null, more: LandedRow = {}): LandedRow {
  const times = { scheduled_start_at: '2024-05-01 12:30', in_room_at: inRoom && `2024-05-01 ${inRoom}` };
  return { case_id, unit_id: 'or', room_id, case_class: 'elective', status: 'performed', ...times, ...more };
}

const cases = [
  orCase('early', '1', '12:20', { service_line: 'ortho' }),
  orCase('second of room 1', '1', '12:30', { scheduled_start_at: '2024-05-01 14:00' }),
  orCase('on the dot', '2', '12:30'),
  orCase('five late', '3', '12:35'),
  orCase('six late', '4', '12:35:01'),
  orCase('cancelled', '5', null, { status: 'cancelled' }),
  orCase('moved up', '5', '12:30', { scheduled_start_at: '2024-05-01 13:30' }),
  orCase('no time', '6', null),
  orCase('clock', '7', '12:30', { flags: ['dst-gap'] }),
  orCase('emergency only', '8', '12:30', { case_class: 'emergency' }),
];

async function onTime(grace_minutes: number) {
  const given = { landed: { or_case: cases }, parameters: { or_first_case_on_time: { grace_minutes } } };
  return observationsOf(given, 'or_first_case_on_time');
}

test('the first listed elective case of a room and day, on time within the grace period', async () => {
  const rows = await onTime(5);
  expect(
    rows
      .map((row) => [row['item_id'], row['numerator'], row['excluded']])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['cancelled', 0, 'cancelled'],
    ['clock', 1, 'clock change'],
    ['early', 1, null],
    ['five late', 1, null],
    ['no time', 0, 'no in-room time'],
    ['on the dot', 1, null],
    ['six late', 0, null],
  ]);
  expect(rows.find((row) => row['item_id'] === 'early')).toEqual({
    ...{ unit_id: 'or', observed_at: '2024-05-01 12:30', numerator: 1, denominator: 1 },
    ...{ stratum: 'ortho', excluded: null, item_id: 'early' },
  });
});

test('without grace only those at or before the scheduled start', async () => {
  const counted = (await onTime(0)).filter((row) => row['excluded'] === null);
  expect(counted.map((row) => row['numerator']).sort()).toEqual([0, 0, 1, 1]);
});

test('without rows there are no observations', async () => {
  const parameters = { or_first_case_on_time: { grace_minutes: 5 } };
  expect(await observationsOf({ parameters }, 'or_first_case_on_time')).toEqual([]);
});
