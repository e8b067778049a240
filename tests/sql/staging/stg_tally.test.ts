import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

test('one row per measure, unit and period; the period stays a local day', async () => {
  const tally = { measure: 'falls', unit_id: 'ward', numerator: 3, denominator: 1210.5 };
  expect(await rowsOf({ landed: { tally: [{ ...tally, period_start: '2024-03-01' }] } }, 'stg_tally')).toEqual([
    { ...tally, period_start_date: '2024-03-01' },
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_tally')).toEqual([]);
});
