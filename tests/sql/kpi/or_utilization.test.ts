import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const room = { unit_id: 'or', room_id: '1' };

function block(block_id: string, day: string, more: LandedRow = {}): LandedRow {
  return { block_id, ...room, starts_at: `2024-05-${day} 12:00`, ends_at: `2024-05-${day} 20:00`, ...more };
}

function orCase(case_id: string, inRoom: string, outRoom: string | null, more: LandedRow = {}): LandedRow {
  const times = { scheduled_start_at: inRoom, in_room_at: inRoom, out_room_at: outRoom };
  return { case_id, ...room, case_class: 'elective', status: 'performed', ...times, ...more };
}

test('minutes in the room of block minutes; what cannot be known is excluded, not idle', async () => {
  const or_block = [
    block('before', '01'),
    block('used', '02', { service_line: 'ortho' }),
    block('idle', '03'),
    block('released', '06', { released: true }),
    block('unusable', '07'),
    block('nested', '08', { ends_at: '2024-05-08 21:00' }),
    block('nested inside', '08', { starts_at: '2024-05-08 13:00' }),
    block('last', '09', { ends_at: '2024-05-09 23:00' }),
    block('after', '10'),
  ];
  const or_case = [
    orCase('a', '2024-05-02 12:00', '2024-05-02 16:00'),
    orCase('b', '2024-05-07 12:00', null),
    orCase('c', '2024-05-09 12:00', '2024-05-09 18:00'),
  ];
  const rows = await observationsOf({ landed: { or_block, or_case } }, 'or_utilization');
  expect(rows.map((row) => [row['item_id'], row['numerator'], row['denominator'], row['excluded']])).toEqual([
    ['before', 0, 480, 'before the first case known'],
    ['used', 240, 480, null],
    ['idle', 0, 480, null],
    ['released', 0, 480, 'released'],
    ['unusable', 0, 480, 'a case without usable times'],
    ['nested', 0, 540, null],
    ['nested inside', 0, 0, 'inside another block'],
    ['last', 360, 660, null],
    ['after', 0, 480, 'after the last case known'],
  ]);
  expect(rows[1]).toMatchObject({ unit_id: 'or', observed_at: '2024-05-02 12:00', stratum: 'ortho' });
  expect(rows[2]).toMatchObject({ stratum: 'open time' });
});

test('a block over a clock change is as long as it lasts', async () => {
  const night = { starts_at: '2024-11-03 04:00', ends_at: '2024-11-03 14:00' }; // 23:00 CDT to 08:00 CST
  const landed = {
    or_block: [block('night', '01', night)],
    or_case: [orCase('a', '2024-11-03 06:30', '2024-11-03 08:30')], // 01:30 CDT to 02:30 CST
  };
  const [row] = await observationsOf({ landed }, 'or_utilization');
  expect(row).toMatchObject({ numerator: 120, denominator: 600 });
});

test('without any case nothing is known of a block', async () => {
  const [row] = await observationsOf({ landed: { or_block: [block('a', '01')] } }, 'or_utilization');
  expect(row).toMatchObject({ excluded: 'before the first case known' });
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'or_utilization')).toEqual([]);
});
