import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const order = (id: string, time: string, rest: LandedRow = {}): LandedRow => ({
  order_id: id,
  patient_id: 'p1',
  unit_id: 'ward',
  category: 'lab',
  test_code: 'K',
  patient_class: 'inpatient',
  status: 'performed',
  ordered_at: `2024-03-${time}`,
  available_at: `2024-03-${time}`,
  ...rest,
});

/** The extract of `ward` begins on 1 March at 00:00, that of `ed` on the 5th at 12:00. The interval is 12 hours. */
const GIVEN: Given = {
  timeZone: 'UTC',
  landed: {
    test_order: [
      order('first', '01 00:00', { patient_id: 'p0' }),
      order('a1', '05 08:00', { available_at: '2024-03-05 10:00' }),
      order('a2', '05 09:00'), // before the result of a1 could be seen
      order('a3', '05 19:59'), // 10:59 after a2, whose result is there
      order('a4', '06 07:59'), // 12 hours after a3: no repeat
      order('a5', '06 07:59', { ordered_at: '2024-03-06 07:00', performed_at: '2024-03-06 07:59' }), // a tie: repeats a4
      order('other test', '05 09:00', { test_code: 'NA' }),
      order('other patient', '05 09:00', { patient_id: 'p2' }),
      // An invalid result and a cancelled order are no tests to repeat.
      order('b1', '05 08:00', { patient_id: 'p3', status: 'invalid' }),
      order('b2', '05 08:30', { patient_id: 'p3', status: 'cancelled' }),
      order('b3', '05 09:00', { patient_id: 'p3' }),
      // A reversal that names its order, one that does not, and one without any order.
      order('c1', '05 08:00', { patient_id: 'p4' }),
      order('c1 back', '05 09:30', { patient_id: 'p4', quantity: -1, reverses_id: 'c1' }),
      order('c2', '05 10:00', { patient_id: 'p4' }),
      order('d1', '05 08:00', { patient_id: 'p5' }),
      order('d2', '05 08:00', { patient_id: 'p5' }),
      order('d back', '05 08:00', { patient_id: 'p5', quantity: -1 }),
      order('d3', '05 09:00', { patient_id: 'p5' }),
      order('e back', '05 08:00', { patient_id: 'p6', quantity: -1 }),
      order('e1', '05 09:00', { patient_id: 'p6' }),
      // Serial tests are meant to repeat; a test after them repeats them.
      order('f1', '05 08:00', { patient_id: 'p7', protocol: true }),
      order('f2', '05 11:00', { patient_id: 'p7', protocol: true }),
      order('f3', '05 12:00', { patient_id: 'p7', available_at: null }),
      order('f4', '05 13:00', { patient_id: 'p7' }),
      // A transfer: the emergency department has just tested.
      order('g1', '05 12:00', { patient_id: 'p8', unit_id: 'ed' }),
      order('g2', '05 18:00', { patient_id: 'p8', category: 'lab', flags: ['dst-gap'] }),
      order('h1', '05 13:00', { patient_id: 'p9', unit_id: 'ed', category: 'imaging', test_code: 'CT head' }),
    ],
  },
};
const COUNTED = ['item_id', 'numerator', 'excluded'];
const HOURS = { interval_hours: 12 };

test('stg_test_order keeps every row; a blank quantity is one', async () => {
  const rows = await viewRows(GIVEN, 'stg_test_order', ['order_id', 'quantity', 'is_protocol']);
  expect(rows).toHaveLength(27);
  expect(rows.filter(([, quantity]) => quantity === -1).map(([id]) => id)).toEqual(['c1 back', 'd back', 'e back']);
  expect(rows.filter(([, , protocol]) => protocol).map(([id]) => id)).toEqual(['f1', 'f2']);
});

describe('fct_test_order', () => {
  test('nets reversals, by the order they name or by patient, test, unit and time', async () => {
    const rows = await viewRows(GIVEN, 'fct_test_order', ['order_id', 'problem']);
    expect(rows.filter(([, problem]) => problem !== null)).toEqual([
      ['b1', 'invalid'],
      ['b2', 'cancelled'],
      ['c1', 'reversed'],
      ['c1 back', 'reversal'],
      ['d back', 'reversal'],
      ['d2', 'reversed'],
      ['e back', 'reversal'],
    ]);
    expect(rows).toHaveLength(27);
  });

  test('knows the last usable test of the same patient and code, in any unit', async () => {
    const rows = await viewRows(GIVEN, 'fct_test_order', ['order_id', 'previous_order_id', 'previous_tested_at']);
    expect(rows.filter(([, previous]) => previous !== null)).toEqual([
      ['a2', 'a1', '2024-03-05 08:00'],
      ['a3', 'a2', '2024-03-05 09:00'],
      ['a4', 'a3', '2024-03-05 19:59'],
      ['a5', 'a4', '2024-03-06 07:59'],
      ['d3', 'd1', '2024-03-05 08:00'],
      ['f2', 'f1', '2024-03-05 08:00'],
      ['f3', 'f2', '2024-03-05 11:00'],
      ['f4', 'f3', '2024-03-05 12:00'],
      ['g2', 'g1', '2024-03-05 12:00'],
    ]);
  });
});

test('repeat_test_rate: within the interval, not at its end; the first interval of an extract is left out', async () => {
  expect(await kpiRows(GIVEN, 'repeat_test_rate', COUNTED, HOURS)).toEqual([
    ['a1', 0, null],
    ['a2', 1, null],
    ['a3', 1, null],
    ['a4', 0, null],
    ['a5', 1, null],
    ['b1', 0, 'invalid'],
    ['b2', 0, 'cancelled'],
    ['b3', 0, null],
    ['c1', 0, 'reversed'],
    ['c1 back', 0, 'reversal'],
    ['c2', 0, null],
    ['d back', 0, 'reversal'],
    ['d1', 0, null],
    ['d2', 0, 'reversed'],
    ['d3', 1, null],
    ['e back', 0, 'reversal'],
    ['e1', 0, null],
    ['f1', 0, 'protocol'],
    ['f2', 1, 'protocol'],
    ['f3', 1, null],
    ['f4', 1, null],
    ['first', 0, 'before a whole interval is known'],
    ['g1', 0, 'before a whole interval is known'],
    ['g2', 1, null],
    ['h1', 0, 'before a whole interval is known'],
    ['other patient', 0, null],
    ['other test', 0, null],
  ]);
  const potassium = { ...HOURS, category: 'imaging', test_code: 'all' };
  expect(await kpiRows(GIVEN, 'repeat_test_rate', ['item_id'], potassium)).toEqual([['h1']]);
});

test('repeat_test_blind_share: repeats of what could not be seen yet', async () => {
  const rows = await kpiRows(GIVEN, 'repeat_test_blind_share', COUNTED, HOURS);
  expect(rows.filter(([, n]) => n === 1)).toEqual([
    ['a2', 1, null],
    ['a5', 1, null],
    ['f4', 1, null],
  ]);
  expect(rows.find(([id]) => id === 'g2')).toEqual(['g2', 0, 'clock change']);
});

test('repeat_tests: the same repeats, as a total', async () => {
  const rows = await kpiRows(GIVEN, 'repeat_tests', COUNTED, { ...HOURS, test_code: 'K' });
  expect(rows.filter(([, n, excluded]) => n === 1 && excluded === null).map(([id]) => id)).toEqual([
    'a2',
    'a3',
    'a5',
    'd3',
    'f3',
    'f4',
    'g2',
  ]);
  expect(rows.find(([id]) => id === 'other test')).toBeUndefined();
});

test('over the change of clocks an interval is elapsed time', async () => {
  // Chicago, 10 March 2024: 06:00 to 17:30 local of the evening before is 12.5 hours on the clock and 11.5 in truth.
  const spring: Given = {
    landed: {
      test_order: [order('zero', '01 00:00', { patient_id: 'p0' }), order('eve', '09 23:30'), order('day', '10 11:00')],
    },
  };
  const rows = await kpiRows(spring, 'repeat_test_rate', COUNTED, { interval_hours: 11.5 });
  expect(rows.find(([id]) => id === 'day')).toEqual(['day', 0, null]);
  const within = await kpiRows(spring, 'repeat_test_rate', COUNTED, { interval_hours: 12 });
  expect(within.find(([id]) => id === 'day')).toEqual(['day', 1, null]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  expect(await viewRows(empty, 'fct_test_order', ['order_id'])).toEqual([]);
  expect(await kpiRows(empty, 'repeat_tests', COUNTED, HOURS)).toEqual([]);
});
