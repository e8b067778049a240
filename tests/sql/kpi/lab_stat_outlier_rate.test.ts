import { expect, test } from 'vitest';
import { type LandedRow, observationsOf } from '../../support/warehouse.ts';

const at = (time: string | null) => (time === null ? null : `2024-05-01 ${time}`);

function labResult(
  result_id: string,
  received: string | null,
  available: string | null,
  more: LandedRow = {},
): LandedRow {
  const result = { unit_id: 'lab', test_code: 'K', priority: 'stat', patient_class: 'ed', status: 'final' };
  return {
    ...result,
    result_id,
    collected_at: at('12:00'),
    received_at: at(received),
    available_at: at(available),
    ...more,
  };
}

async function outliers(lab_result: LandedRow[], parameters: Record<string, string | number>) {
  const given = { landed: { lab_result }, parameters: { lab_stat_outlier_rate: parameters } };
  const rows = await observationsOf(given, 'lab_stat_outlier_rate');
  return rows
    .map((row) => [row['item_id'], row['numerator'], row['excluded']])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

test('an outlier took longer than the deadline; add-ons and timed ones are left out', async () => {
  const results = [
    labResult('add-on', '12:00', '13:00', { add_on: true }),
    labResult('at the deadline', '12:00', '12:45'),
    labResult('beyond', '12:00', '12:45:01'),
    labResult('no receipt', null, '13:00'),
    labResult('pending, decided', '12:00', null, { status: 'collected' }),
    labResult('pending, undecided', '12:50', null, { status: 'collected' }),
    labResult('routine', '12:00', '13:00', { priority: 'routine' }),
    labResult('timed', '12:00', '13:30', { timed: true }),
    labResult('within', '12:00', '12:10'),
  ];
  expect(await outliers(results, { deadline_minutes: 45 })).toEqual([
    ['add-on', 1, 'add-on'],
    ['at the deadline', 0, null],
    ['beyond', 1, null],
    ['no receipt', 0, 'no receipt'],
    ['pending, decided', 1, null],
    ['pending, undecided', 0, 'not yet decided'],
    ['timed', 1, 'timed'],
    ['within', 0, null],
  ]);
});

test('one test alone', async () => {
  const results = [labResult('K', '12:00', '13:00'), labResult('TROP', '12:00', '13:00', { test_code: 'TROP' })];
  expect(await outliers(results, { deadline_minutes: 45, test_code: 'TROP' })).toEqual([['TROP', 1, null]]);
});

test('without rows there are no observations', async () => {
  expect(await outliers([], { deadline_minutes: 45 })).toEqual([]);
});
