import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const change = (id: string, made: string | null, rest: LandedRow = {}): LandedRow => ({
  change_id: id,
  service_id: 'ehr',
  change_class: 'normal',
  status: 'implemented',
  authorized: true,
  implemented_at: made === null ? null : `2024-${made}`,
  ...rest,
});
const update = (asset: string, id: string, released: string, rest: LandedRow = {}): LandedRow => ({
  asset_id: asset,
  update_id: id,
  unit_id: 'ward',
  service_id: 'ehr',
  asset_class: 'server',
  severity: 'critical',
  released_at: `2024-${released}`,
  ...rest,
});
const outage = (id: string, from: string, to: string, rest: LandedRow = {}): LandedRow => ({
  outage_id: id,
  service_id: 'ehr',
  started_at: `2024-${from}`,
  ended_at: `2024-${to}`,
  planned: false,
  ...rest,
});

/** UTC. Sundays: 3, 10, 17, 24, 31 March 2024. */
const GIVEN: Given = {
  timeZone: 'UTC',
  asOf: '2024-03-31',
  services: [
    { id: 'ehr', units: ['ward', 'ed'] },
    { id: 'pacs', units: ['ed'] },
  ],
  landed: {
    change: [
      change('fine', '03-01 22:00'),
      change('back', '03-02 22:00', { status: 'backed-out' }),
      change('broke', '03-03 22:00', { incident_id: 'INC-7', change_class: 'emergency', authorized: null }),
      change('standard', '03-04 22:00', { change_class: 'standard', incident_id: 'INC-8' }),
      change('wild', '03-05 22:00', { authorized: false }),
      change('unsaid', '03-06 22:00', { authorized: null }),
      change('planned', null, { status: 'planned', planned_at: '2024-04-10 22:00' }),
      change('dropped', null, { status: 'cancelled', planned_at: '2024-03-10 22:00' }),
      change('no time', null, { planned_at: '2024-03-11 22:00' }),
      change('later', '04-02 22:00', { planned_at: '2024-03-30 22:00' }),
      change('pacs', '03-20 12:00', { service_id: 'pacs' }),
    ],
    outage: [
      outage('a', '03-02 21:59', '03-02 23:00'), // 23:59 after fine
      outage('b', '03-02 22:59', '03-02 23:30'), // the same failure as a
      outage('c', '03-08 08:00', '03-08 09:00'), // 34 hours after unsaid
      outage('d', '03-20 11:59', '03-20 12:30', { service_id: 'pacs' }), // before the change
      outage('e', '03-21 12:00', '03-21 12:30', { service_id: 'pacs' }), // 24 hours after it
      outage('f', '03-01 23:00', '03-01 23:30', { planned: true }),
    ],
    asset_version: [
      // s1: overdue from 10 March noon to 20 March noon, once more from the 24th on.
      update('s1', 'u1', '03-01 12:00', {
        due_at: '2024-03-10 12:00',
        applied_at: '2024-03-20 12:00',
        change_id: 'fine',
      }),
      update('s1', 'u2', '03-10 12:00', { due_at: '2024-03-24 12:00' }),
      // In time, at the due time.
      update('s2', 'u1', '02-20 00:00', { due_at: '2024-03-05 00:00', applied_at: '2024-03-05 00:00' }),
      update('s2', 'u2', '03-01 12:00', { exception_id: 'X-1', due_at: '2024-03-02 00:00' }),
      // Overdue, then taken out of use on the 12th.
      update('s3', 'u1', '02-01 00:00', {
        due_at: '2024-02-20 00:00',
        retired_at: '2024-03-12 00:00',
        severity: 'low',
      }),
      update('s4', 'u1', '03-20 00:00', { retired_at: '2024-03-25 00:00' }),
      update('s5', 'u1', '03-02 00:00', { applied_at: '2024-03-01 00:00', service_id: null }),
      update('s6', 'u1', '03-02 00:00', { applied_at: '2024-03-03 00:00', flags: ['dst-overlap'], service_id: 'pacs' }),
      update('s7', 'u1', '03-30 00:00', {
        unit_id: 'ed',
        applied_at: '2024-03-30 12:00',
        service_id: null,
        change_id: 'lost',
      }),
      update('s8', 'u1', '03-25 00:00', { severity: 'low', applied_at: '2024-03-31 00:00', service_id: 'pacs' }),
    ],
    access_review: [
      { account_id: 'a1', reviewed_at: '2024-03-01 09:00', valid: true },
      { account_id: 'a2', reviewed_at: '2024-03-01 09:00', valid: false, ground_lost_at: '2024-02-01 00:00' },
      {
        account_id: 'a2',
        reviewed_at: '2024-03-20 09:00',
        valid: false,
        ground_lost_at: '2024-02-01 00:00',
        disabled_at: '2024-02-03 12:00',
      },
      { account_id: 'a3', reviewed_at: '2024-03-20 09:00', valid: false, finding: 'shared' },
      { account_id: 'a4', reviewed_at: '2024-03-20 09:00', valid: false, ground_lost_at: '2024-03-19 09:00' },
      {
        account_id: 'a5',
        reviewed_at: '2024-03-20 09:00',
        valid: true,
        ground_lost_at: '2024-03-10 00:00',
        disabled_at: '2024-03-09 00:00',
        flags: ['negative-interval'],
      },
    ].map((row) => ({ unit_id: 'ward', application: 'ehr', ...row })) as LandedRow[],
  },
};
const COUNTED = ['unit_id', 'item_id', 'numerator', 'excluded'];
const inWard = (rows: unknown[][]) => rows.filter(([unit]) => unit === 'ward').map((row) => row.slice(1));

test('staging keeps every row', async () => {
  expect(await viewRows(GIVEN, 'stg_change', ['change_id'])).toHaveLength(11);
  expect(await viewRows(GIVEN, 'stg_asset_version', ['asset_id', 'update_id'])).toHaveLength(10);
  expect(await viewRows(GIVEN, 'stg_access_review', ['account_id', 'reviewed_at'])).toHaveLength(6);
});

test('fct_change: what is made after the as-of day is not made yet', async () => {
  const rows = await viewRows(GIVEN, 'fct_change', [
    'change_id',
    'implemented_at',
    'happens_at',
    'has_caused_incident',
  ]);
  expect(rows.filter(([id]) => ['later', 'planned', 'broke'].includes(String(id)))).toEqual([
    ['broke', '2024-03-03 22:00', '2024-03-03 22:00', true],
    ['later', null, '2024-04-02 22:00', false],
    ['planned', null, '2024-04-10 22:00', false],
  ]);
});

test('change_failed_rate: backed out or with an incident, standard changes apart', async () => {
  const rows = await kpiRows(GIVEN, 'change_failed_rate', COUNTED);
  expect(inWard(rows)).toEqual([
    ['back', 1, null],
    ['broke', 1, null],
    ['dropped', 0, 'cancelled'],
    ['fine', 0, null],
    ['later', 0, 'no time of implementation'],
    ['no time', 0, 'no time of implementation'],
    ['planned', 0, 'not yet made'],
    ['standard', 1, 'standard change'],
    ['unsaid', 0, null],
    ['wild', 0, null],
  ]);
  expect(rows.filter(([unit]) => unit === 'ed')).toHaveLength(11);
});

test('change_unplanned_rate: emergencies and what nobody authorized', async () => {
  expect(inWard(await kpiRows(GIVEN, 'change_unplanned_rate', COUNTED))).toEqual([
    ['back', 0, null],
    ['broke', 1, null],
    ['dropped', 0, 'cancelled'],
    ['fine', 0, null],
    ['later', 0, 'no time of implementation'],
    ['no time', 0, 'no time of implementation'],
    ['planned', 0, 'not yet made'],
    ['standard', 0, null],
    ['unsaid', 0, 'authorization not recorded'],
    ['wild', 1, null],
  ]);
  expect(await kpiRows(GIVEN, 'change_unplanned_rate', COUNTED, { service: 'pacs' })).toEqual([
    ['ed', 'pacs', 0, null],
  ]);
});

test('change_outage_share: failures that begin within the window after a change of their service', async () => {
  const columns = ['unit_id', 'item_id', 'numerator', 'denominator'];
  expect(await kpiRows(GIVEN, 'change_outage_share', columns)).toEqual([
    ['ed', 'ehr@2024-03-02 21:59:00', 1, 1],
    ['ed', 'ehr@2024-03-08 08:00:00', 0, 1],
    ['ed', 'pacs@2024-03-20 11:59:00', 0, 1],
    ['ed', 'pacs@2024-03-21 12:00:00', 1, 1],
    ['ward', 'ehr@2024-03-02 21:59:00', 1, 1],
    ['ward', 'ehr@2024-03-08 08:00:00', 0, 1],
  ]);
  const wide = await kpiRows(GIVEN, 'change_outage_share', columns, { window_hours: 34, service: 'ehr' });
  expect(wide.map(([, , n]) => n)).toEqual([1, 1, 1, 1]);
});

test('fct_asset_update and change_log_coverage: in the log by number, or by service and time', async () => {
  const rows = await viewRows(GIVEN, 'fct_asset_update', ['asset_id', 'update_id', 'is_logged', 'is_excepted']);
  expect(rows).toEqual([
    ['s1', 'u1', true, false],
    ['s1', 'u2', false, false],
    ['s2', 'u1', true, false],
    ['s2', 'u2', false, true],
    ['s3', 'u1', false, false],
    ['s4', 'u1', false, false],
    ['s5', 'u1', false, false],
    ['s6', 'u1', false, false],
    ['s7', 'u1', false, false],
    ['s8', 'u1', false, false],
  ]);
  const covered = await kpiRows(GIVEN, 'change_log_coverage', ['item_id', 'numerator', 'excluded']);
  expect(covered.filter(([, , excluded]) => excluded === null)).toEqual([
    ['s1/u1', 1, null],
    ['s2/u1', 1, null],
    ['s5/u1', 0, null],
    ['s6/u1', 0, null],
    ['s7/u1', 0, null],
    ['s8/u1', 0, null],
  ]);
});

test('patch_time_to_apply: days, open ones until the extract of the unit ends', async () => {
  const columns = ['item_id', 'numerator', 'outcome', 'excluded'];
  expect(await kpiRows(GIVEN, 'patch_time_to_apply', columns)).toEqual([
    ['s1/u1', 19, 'event', null],
    ['s1/u2', 20.5, 'open', null],
    ['s2/u1', 14, 'event', null],
    ['s2/u2', 29.5, 'open', 'approved exception'],
    ['s3/u1', 59, 'open', 'asset retired'],
    ['s4/u1', 11, 'open', 'asset retired'],
    ['s5/u1', -1, 'event', 'negative interval'],
    ['s6/u1', 1, 'event', 'clock change'],
    ['s7/u1', 0.5, 'event', null],
    ['s8/u1', 6, 'event', null],
  ]);
  expect(await kpiRows(GIVEN, 'patch_time_to_apply', ['item_id'], { severity: 'low' })).toEqual([['s3/u1'], ['s8/u1']]);
});

test('patch_overdue_share: not applied within the limit, at the limit in time', async () => {
  const overdue = (limit: number, severity = 'all') =>
    kpiRows(GIVEN, 'patch_overdue_share', ['item_id', 'numerator', 'excluded'], { limit_days: limit, severity });
  expect(await overdue(19)).toEqual([
    ['s1/u1', 0, null],
    ['s1/u2', 1, null],
    ['s2/u1', 0, null],
    ['s2/u2', 1, 'approved exception'],
    ['s3/u1', 1, null],
    ['s4/u1', 0, 'asset retired'],
    ['s5/u1', 0, 'negative interval'],
    ['s6/u1', 0, 'clock change'],
    ['s7/u1', 0, null],
    ['s8/u1', 0, null],
  ]);
  expect((await overdue(21, 'critical')).filter(([, , excluded]) => excluded === 'not yet decided')).toEqual([
    ['s1/u2', 0, 'not yet decided'],
  ]);
});

test('patch_exception_share: one row per asset and update', async () => {
  const rows = await kpiRows(GIVEN, 'patch_exception_share', ['item_id', 'numerator']);
  expect(rows).toHaveLength(10);
  expect(rows.filter(([, n]) => n === 1)).toEqual([['s2/u2', 1]]);
});

describe('fct_asset_week and patch_currency', () => {
  test('overdue updates at the end of each Sunday, while the asset is in use', async () => {
    expect(await viewRows(GIVEN, 'fct_asset_week', ['asset_id', 'day_date', 'overdue_count'])).toEqual([
      ['s1', '2024-03-03', 0],
      ['s1', '2024-03-10', 1],
      ['s1', '2024-03-17', 1],
      ['s1', '2024-03-24', 1],
      ['s2', '2024-02-25', 0],
      ['s2', '2024-03-03', 0],
      ['s2', '2024-03-10', 0],
      ['s2', '2024-03-17', 0],
      ['s2', '2024-03-24', 0],
      ['s3', '2024-02-04', 0],
      ['s3', '2024-02-11', 0],
      ['s3', '2024-02-18', 0],
      ['s3', '2024-02-25', 1],
      ['s3', '2024-03-03', 1],
      ['s3', '2024-03-10', 1],
      ['s4', '2024-03-24', 0],
      ['s5', '2024-03-03', 0],
      ['s5', '2024-03-10', 0],
      ['s5', '2024-03-17', 0],
      ['s5', '2024-03-24', 0],
      ['s6', '2024-03-03', 0],
      ['s6', '2024-03-10', 0],
      ['s6', '2024-03-17', 0],
      ['s6', '2024-03-24', 0],
    ]);
  });

  test('applied at the very end of a Sunday, an update is overdue still', async () => {
    const edge: Given = {
      timeZone: 'UTC',
      landed: {
        asset_version: [
          update('s', 'u', '03-01 00:00', { due_at: '2024-03-04 00:00', applied_at: '2024-03-11 00:00' }),
          update('t', 'u', '03-01 00:00', { due_at: '2024-03-11 00:00' }),
        ],
      },
    };
    expect(await kpiRows(edge, 'patch_currency', ['item_id', 'numerator'])).toEqual([
      ['s@2024-03-03', 1],
      ['s@2024-03-10', 0],
      ['t@2024-03-03', 1],
      ['t@2024-03-10', 1],
    ]);
  });
});

test('fct_access_review and access_without_valid_role: one row per account and review', async () => {
  expect(await viewRows(GIVEN, 'fct_access_review', ['account_id'])).toHaveLength(6);
  expect(await kpiRows(GIVEN, 'access_without_valid_role', ['item_id', 'numerator'])).toEqual([
    ['a1/ehr@2024-03-01 09:00:00', 0],
    ['a2/ehr@2024-03-01 09:00:00', 1],
    ['a2/ehr@2024-03-20 09:00:00', 1],
    ['a3/ehr@2024-03-20 09:00:00', 1],
    ['a4/ehr@2024-03-20 09:00:00', 1],
    ['a5/ehr@2024-03-20 09:00:00', 0],
  ]);
});

test('fct_access_removal and access_removal_time: an account found twice counts once', async () => {
  expect(await viewRows(GIVEN, 'fct_access_removal', ['account_id', 'disabled_at', 'known_until'])).toEqual([
    ['a2', '2024-02-03 12:00', '2024-03-20 09:00'],
    ['a4', null, '2024-03-20 09:00'],
    ['a5', '2024-03-09 00:00', '2024-03-20 09:00'],
  ]);
  expect(await kpiRows(GIVEN, 'access_removal_time', ['item_id', 'numerator', 'outcome', 'excluded'])).toEqual([
    ['a2/ehr', 60, 'event', null],
    ['a4/ehr', 24, 'open', null],
    ['a5/ehr', -24, 'event', 'negative interval'],
  ]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = { services: [{ id: 'ehr' }] };
  for (const id of ['change_failed_rate', 'change_outage_share', 'patch_currency', 'access_removal_time']) {
    expect(await kpiRows(empty, id, ['unit_id'])).toEqual([]);
  }
});
