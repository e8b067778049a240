import { expect, test } from 'vitest';
import { observationsOf } from '../../support/warehouse.ts';

const falls = { measure: 'falls', unit_id: 'ward' };
const tally = [
  { ...falls, period_start: '2024-03-01', numerator: 3, denominator: 1210.5 },
  { ...falls, period_start: '2024-04-01', numerator: 0, denominator: 0 },
  { ...falls, period_start: '2024-05-01', numerator: 5, denominator: 4 },
  { ...falls, measure: 'other', period_start: '2024-03-01', numerator: 1, denominator: 1 },
];

test('the chosen measure, period by period, whatever the denominator', async () => {
  const given = { landed: { tally }, parameters: { tally_total: { measure: 'falls' } } };
  expect(await observationsOf(given, 'tally_total')).toEqual([
    { unit_id: 'ward', observed_at: '2024-03-01 06:00', numerator: 3, denominator: 1 },
    { unit_id: 'ward', observed_at: '2024-04-01 05:00', numerator: 0, denominator: 1 },
    { unit_id: 'ward', observed_at: '2024-05-01 05:00', numerator: 5, denominator: 1 },
  ]);
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({ parameters: { tally_total: { measure: 'falls' } } }, 'tally_total')).toEqual([]);
});
