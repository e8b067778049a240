import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function orCase(case_id: string, inRoom: string | null, outRoom: string | null, more: LandedRow = {}): LandedRow {
  const times = { scheduled_start_at: at(inRoom ?? '19:00'), in_room_at: at(inRoom), out_room_at: at(outRoom) };
  const kind = { unit_id: 'or', room_id: '1', case_class: 'elective', status: 'performed' };
  return { case_id, ...kind, ...times, ...more };
}

async function turnovers(or_case: LandedRow[], parameters = {}) {
  const rows = await observationsOf({ landed: { or_case }, parameters: { or_turnover: parameters } }, 'or_turnover');
  return rows.map((row) => [row['item_id'], row['observed_at'], row['numerator'], row['excluded']]);
}

test('from wheels out to the next wheels in; overlaps and gaps are excluded', async () => {
  const cases = [
    orCase('c1', '12:00', '13:00'),
    orCase('c2', '13:25', '14:00'),
    orCase('c3', '13:50', '15:00'), // in before c2 is out
    orCase('c4', '15:00', '15:30'), // no time at all between them
    orCase('c5', '17:00', '17:30'), // 90 minutes: still a turnover
    orCase('c6', '19:01', '19:30'), // 91: a gap
    orCase('next day', '12:00', '13:00', { in_room_at: '2024-05-02 12:00', out_room_at: '2024-05-02 13:00' }),
  ];
  expect(await turnovers(cases)).toEqual([
    ['c2', '2024-05-01 13:00', 25, null],
    ['c3', '2024-05-01 14:00', -10, 'overlap'],
    ['c4', '2024-05-01 15:00', 0, null],
    ['c5', '2024-05-01 15:30', 90, null],
    ['c6', '2024-05-01 17:30', 91, 'gap'],
  ]);
});

test('the cap is a parameter', async () => {
  const cases = [orCase('c1', '12:00', '13:00'), orCase('c2', '13:31', '14:00')];
  expect(await turnovers(cases, { cap_minutes: 30 })).toEqual([['c2', '2024-05-01 13:00', 31, 'gap']]);
});

test('times that cannot be used exclude the pairs they would make', async () => {
  const cases = [
    orCase('c1', '12:00', '13:00'),
    orCase('c2', '13:20', null),
    orCase('c3', '15:00', '16:00'),
    orCase('c4', '16:20', '16:10'),
    orCase('c5', '17:00', '18:00'),
    orCase('c6', null, '20:00'), // placed where it was scheduled, at 19:00
  ];
  expect(await turnovers(cases)).toEqual([
    ['c2', '2024-05-01 13:00', 20, null],
    ['c3', '2024-05-01 13:00', 120, 'previous case without usable times'],
    ['c4', '2024-05-01 16:00', 20, 'negative interval'],
    ['c5', '2024-05-01 16:10', 50, 'previous case without usable times'],
    ['c6', '2024-05-01 18:00', null, 'no in-room time'],
  ]);
});

test('the turnover belongs to the service of the case that follows', async () => {
  const cases = [
    orCase('c1', '12:00', '13:00', { service_line: 'ortho' }),
    orCase('c2', '13:20', '14:00', { service_line: 'eyes' }),
    orCase('c3', '14:20', '15:00'),
  ];
  const rows = await observationsOf({ landed: { or_case: cases } }, 'or_turnover');
  expect(rows.map((row) => row['stratum'])).toEqual(['eyes', 'not recorded']);
});

test('one case makes no turnover', async () => {
  expect(await turnovers([orCase('c1', '12:00', '13:00')])).toEqual([]);
  expect(await turnovers([])).toEqual([]);
});
