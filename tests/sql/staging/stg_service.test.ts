import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

test('one row per listed window', async () => {
  const window = { service_id: 'pacs', starts_at: '2024-05-01 12:00', ends_at: '2024-05-02 00:00' };
  expect(await rowsOf({ landed: { service: [window] } }, 'stg_service')).toEqual([window]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_service')).toEqual([]);
});
