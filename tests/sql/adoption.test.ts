import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const use = (user: string, day: string, count: number, rest: LandedRow = {}): LandedRow => ({
  user_id: user,
  unit_id: 'ward',
  application: 'ehr',
  activity_date: `2024-${day}`,
  action_count: count,
  ...rest,
});
const entitled = (user: string, from: string, to: string | null = null, rest: LandedRow = {}): LandedRow => ({
  user_id: user,
  unit_id: 'ward',
  application: 'ehr',
  starts_on: from,
  ends_on: to,
  ...rest,
});
const trained = (user: string, on: string, until: string | null = null, rest: LandedRow = {}): LandedRow => ({
  user_id: user,
  application: 'ehr',
  completed_on: on,
  valid_until: until,
  ...rest,
});
const occasion = (id: string, time: string, around: boolean, rest: LandedRow = {}): LandedRow => ({
  event_id: id,
  unit_id: 'ward',
  user_id: 'ann',
  application: 'ehr',
  activity: 'medication',
  occurred_at: `2024-${time}`,
  worked_around: around,
  form: around ? 'bypassed-scan' : null,
  ...rest,
});

/** Sundays of the spring of 2024: 3, 10, 17, 24, 31 March. The activity of the ward is known from 4 February to 20 March. */
const GIVEN: Given = {
  asOf: '2024-03-31',
  landed: {
    user_activity: [
      use('ann', '02-04', 3),
      // 28 days end with 3 March: from 5 February on.
      use('ann', '02-05', 4),
      use('ann', '03-03', 6),
      use('ann', '03-04', 1),
      use('ben', '02-20', 0),
      use('ben', '03-20', 50, { application: 'pacs' }),
      use('eve', '03-10', 99),
      use('far', '03-10', 5, { unit_id: 'other' }),
    ],
    entitlement: [
      entitled('ann', '2024-01-01'),
      entitled('ann', '2024-02-01', '2024-02-29', { application: 'pacs' }),
      entitled('ben', '2024-02-05', '2024-03-09'),
      entitled('ben', '2024-03-01', '2024-03-10', { application: 'pacs' }),
      // Two roles that overlap are one entitlement.
      entitled('cleo', '2024-02-06', '2024-03-04'),
      entitled('cleo', '2024-03-01', '2024-03-17'),
      entitled('dan', '2024-04-01'),
      entitled('far', '2024-01-01', null, { unit_id: 'quiet' }),
    ],
    training: [
      trained('ann', '2023-06-01', '2024-03-03'),
      trained('ann', '2024-01-15', '2024-02-01'), // does not shorten the first
      trained('eve', '2024-03-11'),
      trained('ben', '2024-02-01', '2024-12-31', { passed: false }),
      trained('ben', '2024-03-20', null, { application: 'pacs' }),
    ],
    workaround: [
      occasion('a', '01-15 18:00', true),
      occasion('b', '01-22 18:00', false),
      occasion('c', '04-08 05:30', true, { form: 'manual-entry', activity: 'order' }), // 7 April in Chicago
      occasion('d', '03-01 12:00', true, { appropriate: true, form: 'overridden-alert', activity: 'alert' }),
      occasion('e', '03-01 12:00', true, { user_id: null, form: null }),
      occasion('f', '03-01 12:00', true, { user_id: 'ben', appropriate: false }),
      occasion('g', '03-01 12:00', false, { application: null, flags: ['dst-gap'] }),
      occasion('h', '05-31 12:00', true, { user_id: 'eve' }),
    ],
    support_ticket: [
      { ticket_id: 't1', opened_at: '2024-03-01 12:00', category: 'how-to' },
      { ticket_id: 't2', opened_at: '2024-03-03 12:00', category: 'defect' },
      { ticket_id: 't3', opened_at: '2024-03-03 13:00', category: 'defect', status: 'cancelled' },
      { ticket_id: 't4', opened_at: '2024-03-02 12:00', category: 'defect', unit_id: 'none' },
    ].map((row) => ({ unit_id: 'ward', status: 'open', priority: 'low', ...row })),
  },
};
const COUNTED = ['item_id', 'numerator', 'excluded'];

test('staging keeps every row', async () => {
  expect(await viewRows(GIVEN, 'stg_user_activity', ['user_id', 'action_count'])).toHaveLength(8);
  expect(await viewRows(GIVEN, 'stg_entitlement', ['user_id', 'starts_on_date', 'ends_on_date'])).toHaveLength(8);
  expect(await viewRows(GIVEN, 'stg_training', ['user_id', 'is_passed'])).toEqual([
    ['ann', true],
    ['ann', true],
    ['ben', false],
    ['ben', true],
    ['eve', true],
  ]);
  const rows = await viewRows(GIVEN, 'stg_workaround', ['event_id', 'is_clock_uncertain']);
  expect(rows.filter(([, uncertain]) => uncertain)).toEqual([['g', true]]);
});

test('fct_user_day: the last training passed, and whether any is still valid', async () => {
  const columns = ['user_id', 'activity_date', 'days_since_training', 'is_training_valid', 'starts_at'];
  expect(await viewRows(GIVEN, 'fct_user_day', columns)).toEqual([
    ['ann', '2024-02-04', 20, true, '2024-02-04 06:00'],
    ['ann', '2024-02-05', 21, true, '2024-02-05 06:00'],
    ['ann', '2024-03-03', 48, true, '2024-03-03 06:00'],
    ['ann', '2024-03-04', 49, false, '2024-03-04 06:00'],
    ['ben', '2024-02-20', null, false, '2024-02-20 06:00'],
    ['ben', '2024-03-20', 0, true, '2024-03-20 05:00'],
    ['eve', '2024-03-10', null, false, '2024-03-10 06:00'],
    ['far', '2024-03-10', null, false, '2024-03-10 06:00'],
  ]);
});

describe('fct_entitled_week', () => {
  test('one row per Sunday of the entitlement, with the actions of the 28 days that end with it', async () => {
    const columns = ['user_id', 'application', 'day_date', 'action_count', 'entitled_day_count', 'known_day_count'];
    const rows = await viewRows(GIVEN, 'fct_entitled_week', columns);
    expect(rows.filter(([user, , day]) => user === 'ann' && String(day) >= '2024-02-25')).toEqual([
      ['ann', 'ehr', '2024-02-25', 7, 56, 22],
      ['ann', 'ehr', '2024-03-03', 10, 63, 29],
      ['ann', 'ehr', '2024-03-10', 7, 70, 36],
      ['ann', 'ehr', '2024-03-17', 7, 77, 43],
      ['ann', 'ehr', '2024-03-24', 7, 84, 50],
      ['ann', 'ehr', '2024-03-31', 1, 91, 57],
      ['ann', 'pacs', '2024-02-25', 0, 25, 22],
    ]);
    expect(rows.filter(([user]) => user === 'cleo').map(([, , day, , days]) => [day, days])).toEqual([
      ['2024-02-11', 6],
      ['2024-02-18', 13],
      ['2024-02-25', 20],
      ['2024-03-03', 27],
      ['2024-03-10', 10],
      ['2024-03-17', 17],
    ]);
    expect(rows.filter(([user]) => user === 'dan')).toEqual([]);
  });

  test('says when no activity is known', async () => {
    const rows = await viewRows(GIVEN, 'fct_entitled_week', [
      'unit_id',
      'day_date',
      'is_after_known',
      'known_day_count',
    ]);
    expect(rows.find(([unit]) => unit === 'quiet')).toEqual(['quiet', '2024-01-07', true, null]);
    const last = rows.filter(([unit, day]) => unit === 'ward' && String(day) >= '2024-03-17');
    expect(last.map(([, day, after]) => [day, after])).toEqual([
      ['2024-03-17', false],
      ['2024-03-17', false],
      ['2024-03-24', true],
      ['2024-03-31', true],
    ]);
  });
});

test('fct_entitled_day: users, not entitlements', async () => {
  const rows = await viewRows(GIVEN, 'fct_entitled_day', ['unit_id', 'day_date', 'entitled_user_count', 'starts_at']);
  const on = (day: string) => rows.find(([unit, date]) => unit === 'ward' && date === `2024-${day}`)?.[2];
  expect(['01-01', '02-05', '02-06', '03-04', '03-10', '03-11', '03-17', '03-18', '03-31'].map(on)).toEqual([
    1, 2, 3, 3, 3, 2, 2, 1, 1,
  ]);
  expect(rows.filter(([unit]) => unit === 'quiet').every(([, , users]) => users === 0 || users === 1)).toBe(true);
  expect(rows.find(([, day]) => day === '2024-03-11')?.[3]).toBe('2024-03-11 05:00');
});

test('adoption_active_share: active is at least so many actions; joiners and unknown days are left out', async () => {
  const rows = await kpiRows(GIVEN, 'adoption_active_share', COUNTED, { min_actions: 7, application: 'ehr' });
  expect(rows.filter(([, , excluded]) => excluded === null)).toEqual([
    ['ann/ehr@2024-03-03', 1, null],
    ['ann/ehr@2024-03-10', 1, null],
    ['ann/ehr@2024-03-17', 1, null],
    ['ben/ehr@2024-03-03', 0, null],
  ]);
  const why = Object.fromEntries(rows.map(([id, , excluded]) => [id, excluded]));
  expect(why['ann/ehr@2024-02-25']).toBe('less than 28 days of activity known');
  expect(why['ann/ehr@2024-03-24']).toBe('after the last activity known');
  expect(why['cleo/ehr@2024-03-03']).toBe('entitled for less than 28 days');
  expect(why['far/ehr@2024-03-03']).toBe('less than 28 days of activity known');
  const strict = await kpiRows(GIVEN, 'adoption_active_share', COUNTED, { min_actions: 8, application: 'ehr' });
  expect(strict.filter(([, n]) => n === 1).map(([id]) => id)).toEqual(['ann/ehr@2024-03-03']);
});

test('training_currency: days of use under a valid training', async () => {
  expect(await kpiRows(GIVEN, 'training_currency', COUNTED)).toEqual([
    ['ann/ehr@2024-02-04', 1, null],
    ['ann/ehr@2024-02-05', 1, null],
    ['ann/ehr@2024-03-03', 1, null],
    ['ann/ehr@2024-03-04', 0, null],
    ['ben/ehr@2024-02-20', 0, 'nothing done that day'],
    ['ben/pacs@2024-03-20', 1, null],
    ['eve/ehr@2024-03-10', 0, null],
    ['far/ehr@2024-03-10', 0, null],
  ]);
});

test('fct_workaround: days since the last training passed, in local days', async () => {
  const rows = await viewRows(GIVEN, 'fct_workaround', ['event_id', 'days_since_training', 'is_user_recorded']);
  expect(rows).toEqual([
    ['a', 0, true],
    ['b', 7, true],
    ['c', 84, true],
    ['d', 46, true],
    ['e', null, false],
    ['f', null, true],
    ['g', null, false],
    ['h', 81, true],
  ]);
});

test('training_decay: occasions of users so many weeks after training', async () => {
  const decay = (from: number, to: number) =>
    kpiRows(GIVEN, 'training_decay', COUNTED, { from_weeks: from, to_weeks: to });
  expect(await decay(12, 9999)).toEqual([
    ['a', 1, 'outside the weeks since training'],
    ['b', 0, 'outside the weeks since training'],
    ['c', 1, null],
    ['d', 1, 'judged appropriate'],
    ['e', 1, 'user or application not recorded'],
    ['f', 1, 'user without training'],
    ['g', 0, 'user or application not recorded'],
    ['h', 1, 'outside the weeks since training'],
  ]);
  const fresh = await decay(0, 1);
  expect(fresh.filter(([, , excluded]) => excluded === null)).toEqual([['a', 1, null]]);
});

test('workaround_rate: one activity, one form, and without what was right to do', async () => {
  const rate = (parameters: Record<string, string>) => kpiRows(GIVEN, 'workaround_rate', COUNTED, parameters);
  expect(await rate({})).toEqual([
    ['a', 1, null],
    ['b', 0, null],
    ['c', 1, null],
    ['d', 1, 'judged appropriate'],
    ['e', 1, null],
    ['f', 1, null],
    ['g', 0, null],
    ['h', 1, null],
  ]);
  expect(await rate({ activity: 'order' })).toEqual([['c', 1, null]]);
  expect((await rate({ form: 'bypassed-scan' })).filter(([, n]) => n === 1).map(([id]) => id)).toEqual(['a', 'f', 'h']);
});

test('workaround_manual_entries: a total of the form chosen', async () => {
  const rows = await kpiRows(GIVEN, 'workaround_manual_entries', COUNTED);
  expect(rows.filter(([, n]) => n === 1)).toEqual([['c', 1, null]]);
  expect(rows.filter(([, , excluded]) => excluded !== null)).toEqual([['e', 0, 'form not recorded']]);
  expect(rows).toHaveLength(8);
});

test('support_ticket_rate: tickets and user-days of the same days', async () => {
  const columns = ['unit_id', 'item_id', 'numerator', 'denominator', 'excluded'];
  const rows = await kpiRows(GIVEN, 'support_ticket_rate', columns);
  expect(rows.filter(([, id]) => String(id).startsWith('t'))).toEqual([
    ['none', 't4', 1, 0, 'no user entitled that day'],
    ['ward', 't1', 1, 0, null],
    ['ward', 't2', 1, 0, null],
    ['ward', 't3', 1, 0, 'cancelled'],
  ]);
  expect(rows.filter(([unit, , n, , excluded]) => unit === 'ward' && n === 0 && excluded === null)).toEqual([
    ['ward', '2024-03-01', 0, 3, null],
    ['ward', '2024-03-02', 0, 3, null],
    ['ward', '2024-03-03', 0, 3, null],
  ]);
  const reasons = new Set(rows.filter(([unit, , n]) => unit === 'ward' && n === 0).map((row) => row[4]));
  expect([...reasons]).toContain('before the first ticket known');
  expect([...reasons]).toContain('after the last ticket known');
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  for (const view of ['fct_entitled_week', 'fct_entitled_day', 'fct_user_day', 'fct_workaround']) {
    expect(await viewRows(empty, view, ['unit_id'])).toEqual([]);
  }
  for (const id of ['adoption_active_share', 'support_ticket_rate', 'training_decay']) {
    expect(await kpiRows(empty, id, COUNTED, { min_actions: 1 })).toEqual([]);
  }
});
