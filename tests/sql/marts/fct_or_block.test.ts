import { expect, test } from 'vitest';
import { type LandedRow, rowsOf } from '../../support/warehouse.ts';

const room = { unit_id: 'or', room_id: '1' };
const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function block(block_id: string, from: string, to: string, more: LandedRow = {}): LandedRow {
  return { block_id, ...room, starts_at: at(from), ends_at: at(to), ...more };
}

function orCase(case_id: string, inRoom: string | null, outRoom: string | null, more: LandedRow = {}): LandedRow {
  const times = { scheduled_start_at: at(inRoom ?? '13:00'), in_room_at: at(inRoom), out_room_at: at(outRoom) };
  return { case_id, ...room, case_class: 'elective', status: 'performed', ...times, ...more };
}

async function minutesOf(or_block: LandedRow[], or_case: LandedRow[]) {
  const rows = await rowsOf({ landed: { or_block, or_case } }, 'fct_or_block');
  return rows.map((row) => [row['block_id'], row['in_room_minutes'], row['block_minutes'], row['unusable_case_count']]);
}

test('cases are merged and cut at the ends of the block', async () => {
  const cases = [
    orCase('early', '11:30', '13:00'), // 60 inside
    orCase('overlapping', '12:30', '13:30'), // 30 more
    orCase('nested', '12:40', '12:50'), // nothing more
    orCase('touching', '13:30', '14:00'), // 30
    orCase('late', '19:45', '21:00'), // 15 inside
    orCase('outside', '20:00', '22:00'),
    orCase('other room', '14:00', '20:00', { room_id: '2' }),
    orCase('cancelled', '14:00', '20:00', { status: 'cancelled' }),
  ];
  expect(await minutesOf([block('B', '12:00', '20:00')], cases)).toEqual([['B', 135, 480, 0]]);
});

test('an empty block has no minutes, not none', async () => {
  expect(await minutesOf([block('B', '12:00', '20:00')], [orCase('elsewhere', '21:00', '22:00')])).toEqual([
    ['B', 0, 480, 0],
  ]);
});

test('time that two kept blocks share belongs to the one that starts first', async () => {
  const blocks = [
    block('A', '12:00', '16:00'),
    block('B', '15:00', '20:00'),
    block('inside A', '13:00', '14:00'),
    block('released', '12:00', '20:00', { released: true }),
  ];
  // In the room 15:30–17:00: 30 minutes in A, 60 in what is left of B (16:00–20:00), all 90 in the released one.
  expect(await minutesOf(blocks, [orCase('c', '15:30', '17:00')])).toEqual([
    ['A', 30, 240, 0],
    ['B', 60, 240, 0],
    ['inside A', 0, 0, 0],
    ['released', 90, 480, 0],
  ]);
});

test('performed cases without usable times are counted where they stand', async () => {
  const cases = [
    orCase('fine', '12:00', '13:00'),
    orCase('no in', null, null),
    orCase('no out', '14:00', null),
    orCase('backwards', '15:00', '14:59'),
    orCase('clock', '16:00', '17:00', { flags: ['dst-gap'] }),
    orCase('before the block', '11:00', null),
  ];
  expect(await minutesOf([block('B', '12:00', '20:00')], cases)).toEqual([['B', 60, 480, 4]]);
});

test('the cases of the unit are known from the first day to the last', async () => {
  const rows = await rowsOf(
    { landed: { or_block: [block('B', '12:00', '20:00')], or_case: [orCase('c', '12:00', '13:00')] } },
    'fct_or_block',
  );
  expect(rows[0]).toMatchObject({ cases_from: '2024-05-01 12:00', cases_until: '2024-05-01 13:00' });
  const [alone] = await rowsOf({ landed: { or_block: [block('B', '12:00', '20:00')] } }, 'fct_or_block');
  expect(alone).toMatchObject({ cases_from: null, cases_until: null });
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'fct_or_block')).toEqual([]);
});
