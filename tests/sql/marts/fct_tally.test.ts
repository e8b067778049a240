import { expect, test } from 'vitest';
import { rowsOf } from '../../support/warehouse.ts';

const tally = { measure: 'falls', unit_id: 'ward', numerator: 3, denominator: 1210.5 };

test.each([
  ['America/Chicago', '2024-03-10', '2024-03-10 06:00'],
  ['America/Chicago', '2024-07-01', '2024-07-01 05:00'],
  ['Europe/Berlin', '2024-01-01', '2023-12-31 23:00'],
  // Where clocks skip midnight, the day begins at one o'clock.
  ['America/Santiago', '2024-09-08', '2024-09-08 04:00'],
])('in %s the day %s begins at %s UTC', async (timeZone, period_start, starts_at) => {
  expect(await rowsOf({ timeZone, landed: { tally: [{ ...tally, period_start }] } }, 'fct_tally')).toEqual([
    { ...tally, starts_at },
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'fct_tally')).toEqual([]);
});
