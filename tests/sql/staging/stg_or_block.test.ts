import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const block = {
  block_id: 'B1',
  unit_id: 'or',
  room_id: '1',
  service_line: 'ortho',
  starts_at: '2024-05-01 12:30',
  ends_at: '2024-05-01 20:30',
};

test('names and types what landed; a blank released means kept', async () => {
  const rows = await rowsOf(
    { landed: { or_block: [block, { ...block, block_id: 'B2', service_line: null, released: true }] } },
    'stg_or_block',
  );
  expect(rows).toEqual([
    { ...block, is_released: false },
    { ...block, block_id: 'B2', service_line: null, is_released: true },
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_or_block')).toEqual([]);
});
