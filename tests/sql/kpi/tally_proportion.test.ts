import { expect, test } from 'vitest';
import { observationsOf } from '../../support/warehouse.ts';

const falls = { measure: 'falls', unit_id: 'ward' };
const tally = [
  { ...falls, period_start: '2024-03-01', numerator: 3, denominator: 1210.5 },
  { ...falls, period_start: '2024-04-01', numerator: 0, denominator: 0 },
  { ...falls, period_start: '2024-05-01', numerator: 5, denominator: 4 },
  { ...falls, measure: 'other', period_start: '2024-03-01', numerator: 1, denominator: 1 },
];

test('the chosen measure, period by period; impossible shares are excluded', async () => {
  const given = { landed: { tally }, parameters: { tally_proportion: { measure: 'falls' } } };
  const rows = await observationsOf(given, 'tally_proportion');
  expect(rows.map((row) => [row['numerator'], row['denominator'], row['excluded']])).toEqual([
    [3, 1210.5, null],
    [0, 0, 'nothing to count'],
    [5, 4, 'more counted than there were'],
  ]);
  expect(rows[0]).toMatchObject({ unit_id: 'ward', observed_at: '2024-03-01 06:00' });
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({ parameters: { tally_proportion: { measure: 'falls' } } }, 'tally_proportion')).toEqual(
    [],
  );
});
