import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const OBSERVED = ['unit_id', 'item_id', 'numerator', 'denominator', 'outcome', 'excluded'];
const COUNTED = ['unit_id', 'item_id', 'numerator', 'denominator', 'excluded'];

/** Times of 6 March 2024, UTC; the hospital is in Chicago (UTC−6), so its day begins at 06:00. */
const at = (time: string) => `2024-03-06 ${time}`;
const alarm = (id: string, raised: string, rest: LandedRow = {}): LandedRow => ({
  alarm_id: id,
  unit_id: 'icu',
  priority: 'high',
  raised_at: at(raised),
  ...rest,
});

/** `icu` has every way an alarm can end and is watched until 13:00; `burns` has one alarm; `west` has beds and no alarm. */
const ALARMS: LandedRow[] = [
  alarm('answered', '12:00:00', { acknowledged_at: at('12:00:30'), cleared_at: at('12:02:00') }),
  alarm('late', '12:00:00', { acknowledged_at: at('12:03:07'), priority: 'medium' }),
  alarm('at the limit', '12:00:00', { acknowledged_at: at('12:01:00') }),
  alarm('cleared', '12:10:00', { cleared_at: at('12:10:05') }),
  alarm('cleared late', '12:10:00', { cleared_at: at('12:11:30'), acknowledged_at: at('12:12:00') }),
  alarm('tie', '12:20:00', { cleared_at: at('12:20:40'), acknowledged_at: at('12:20:40') }),
  alarm('sounding', '12:30:00'),
  alarm('just raised', '12:59:30'),
  alarm('backwards', '12:40:00', { acknowledged_at: at('12:39:59'), flags: ['negative-interval'] }),
  alarm('clock', '12:50:00', { acknowledged_at: at('12:50:10'), flags: ['dst-overlap'] }),
  alarm('escalated', '12:45:00', {
    escalated_at: at('12:46:00'),
    reached_at: at('12:47:30'),
    delivered_at: at('12:45:02'),
  }),
  alarm('lost', '12:45:00', { escalated_at: at('12:46:00'), delivered_at: at('12:44:59'), cleared_at: at('13:00:00') }),
  alarm('lone', '12:00:00', { unit_id: 'burns', acknowledged_at: at('12:00:01'), actionable: true, priority: 'low' }),
];

const AUDITED: Record<string, boolean> = { answered: true, cleared: true, late: false, sounding: true };

const GIVEN: Given = {
  landed: {
    alarm: ALARMS.map((row) => ({ actionable: AUDITED[String(row['alarm_id'])] ?? null, ...row })),
    census: [
      { unit_id: 'icu', census_date: '2024-03-06', occupied_bed_days: 9, monitored_bed_days: 8, staffed_bed_days: 12 },
      { unit_id: 'icu', census_date: '2024-03-05', occupied_bed_days: 10 },
      { unit_id: 'burns', census_date: '2024-03-06', occupied_bed_days: 0, staffed_bed_days: 0 },
      { unit_id: 'west', census_date: '2024-03-10', occupied_bed_days: 2.5, staffed_bed_days: 4 },
    ],
  },
};

test('stg_alarm keeps every alarm, and marks those whose local time is uncertain', async () => {
  const rows = await viewRows(GIVEN, 'stg_alarm', ['alarm_id', 'is_clock_uncertain']);
  expect(rows).toHaveLength(ALARMS.length);
  expect(rows.filter(([, uncertain]) => uncertain)).toEqual([['clock', true]]);
});

test('stg_census counts every occupied bed as monitored where nothing else is said', async () => {
  expect(await viewRows(GIVEN, 'stg_census', ['unit_id', 'census_date', 'monitored_bed_days'])).toEqual([
    ['burns', '2024-03-06', 0],
    ['icu', '2024-03-05', 10],
    ['icu', '2024-03-06', 8],
    ['west', '2024-03-10', 2.5],
  ]);
});

test('fct_census begins with the local day, also where the clock changes', async () => {
  expect(await viewRows(GIVEN, 'fct_census', ['unit_id', 'census_date', 'starts_at'])).toEqual([
    ['burns', '2024-03-06', '2024-03-06 06:00'],
    ['icu', '2024-03-05', '2024-03-05 06:00'],
    ['icu', '2024-03-06', '2024-03-06 06:00'],
    ['west', '2024-03-10', '2024-03-10 06:00'],
  ]);
});

describe('fct_alarm', () => {
  test('says what came first; an acknowledgement at the instant of clearing counts', async () => {
    expect(await viewRows(GIVEN, 'fct_alarm', ['alarm_id', 'ended_by'])).toEqual([
      ['answered', 'acknowledged'],
      ['at the limit', 'acknowledged'],
      ['backwards', 'acknowledged'],
      ['cleared', 'cleared'],
      ['cleared late', 'cleared'],
      ['clock', 'acknowledged'],
      ['escalated', null],
      ['just raised', null],
      ['late', 'acknowledged'],
      ['lone', 'acknowledged'],
      ['lost', 'cleared'],
      ['sounding', null],
      ['tie', 'acknowledged'],
    ]);
  });

  test('knows nothing of what happened after the as-of day', async () => {
    const early: Given = {
      asOf: '2024-03-05',
      landed: { alarm: [alarm('a', '05:59:00', { acknowledged_at: at('06:01:00') })] },
    };
    expect(await viewRows(early, 'fct_alarm', ['acknowledged_at', 'ended_by', 'known_until'])).toEqual([
      [null, null, '2024-03-06 05:59'],
    ]);
  });
});

test('alarm_time_to_acknowledge: answered is an event, cleared unanswered competes, sounding is open', async () => {
  expect(await kpiRows(GIVEN, 'alarm_time_to_acknowledge', OBSERVED)).toEqual([
    ['burns', 'lone', 1, 1, 'event', null],
    ['icu', 'answered', 30, 1, 'event', null],
    ['icu', 'at the limit', 60, 1, 'event', null],
    ['icu', 'backwards', -1, 1, 'event', 'negative interval'],
    ['icu', 'cleared', 5, 1, 'competing', null],
    ['icu', 'cleared late', 90, 1, 'competing', null],
    ['icu', 'clock', 10, 1, 'event', 'clock change'],
    ['icu', 'escalated', 900, 1, 'open', null],
    ['icu', 'just raised', 30, 1, 'open', null],
    ['icu', 'late', 187, 1, 'event', null],
    ['icu', 'lost', 900, 1, 'competing', null],
    ['icu', 'sounding', 1800, 1, 'open', null],
    ['icu', 'tie', 40, 1, 'event', null],
  ]);
  const medium = await kpiRows(GIVEN, 'alarm_time_to_acknowledge', ['item_id'], { priority: 'medium' });
  expect(medium).toEqual([['late']]);
});

test('alarm_acknowledged_within: at the limit is in time; what clears before it was nobody’s to answer', async () => {
  expect(await kpiRows(GIVEN, 'alarm_acknowledged_within', COUNTED, { limit_seconds: 60 })).toEqual([
    ['burns', 'lone', 1, 1, null],
    ['icu', 'answered', 1, 1, null],
    ['icu', 'at the limit', 1, 1, null],
    ['icu', 'backwards', 1, 1, 'negative interval'],
    ['icu', 'cleared', 0, 1, 'cleared within the limit'],
    ['icu', 'cleared late', 0, 1, null],
    ['icu', 'clock', 1, 1, 'clock change'],
    ['icu', 'escalated', 0, 1, null],
    ['icu', 'just raised', 0, 1, 'not yet decided'],
    ['icu', 'late', 0, 1, null],
    ['icu', 'lost', 0, 1, null],
    ['icu', 'sounding', 0, 1, null],
    ['icu', 'tie', 1, 1, null],
  ]);
});

test('alarm_missed_share: of the audited, actionable and ended', async () => {
  const rows = await kpiRows(GIVEN, 'alarm_missed_share', COUNTED);
  expect(rows).toHaveLength(ALARMS.length);
  expect(rows.filter(([, , , , excluded]) => excluded !== 'outside the audit')).toEqual([
    ['burns', 'lone', 0, 1, null],
    ['icu', 'answered', 0, 1, null],
    ['icu', 'cleared', 1, 1, null],
    ['icu', 'late', 0, 1, 'not actionable'],
    ['icu', 'sounding', 1, 1, 'not yet decided'],
  ]);
});

test('alarm_actionable_share: of the audited', async () => {
  const rows = await kpiRows(GIVEN, 'alarm_actionable_share', COUNTED);
  expect(rows).toHaveLength(ALARMS.length);
  expect(rows.filter(([, , , , excluded]) => excluded === null)).toEqual([
    ['burns', 'lone', 1, 1, null],
    ['icu', 'answered', 1, 1, null],
    ['icu', 'cleared', 1, 1, null],
    ['icu', 'late', 0, 1, null],
    ['icu', 'sounding', 1, 1, null],
  ]);
});

test('alarm_escalation_reached: in time, too late, and not yet decided', async () => {
  const within = (seconds: number) => kpiRows(GIVEN, 'alarm_escalation_reached', COUNTED, { limit_seconds: seconds });
  expect(await within(90)).toEqual([
    ['icu', 'escalated', 1, 1, null],
    ['icu', 'lost', 0, 1, null],
  ]);
  expect(await within(89)).toEqual([
    ['icu', 'escalated', 0, 1, null],
    ['icu', 'lost', 0, 1, null],
  ]);
  expect(await within(840)).toEqual([
    ['icu', 'escalated', 1, 1, null],
    ['icu', 'lost', 0, 1, 'not yet decided'],
  ]);
});

test('alarm_delivery_time: of what the middleware passed on', async () => {
  const rows = await kpiRows(GIVEN, 'alarm_delivery_time', ['item_id', 'numerator', 'excluded']);
  expect(rows).toHaveLength(ALARMS.length);
  expect(rows.filter(([, seconds]) => seconds !== null)).toEqual([
    ['escalated', 2, null],
    ['lost', -1, 'negative interval'],
  ]);
});

test('alarm_rate_per_bed_day: alarms and monitored bed-days of the same days', async () => {
  const rows = await kpiRows(GIVEN, 'alarm_rate_per_bed_day', COUNTED);
  expect(rows.filter(([, id]) => String(id).startsWith('2024'))).toEqual([
    ['burns', '2024-03-06', 0, 0, 'no monitored bed that day'],
    ['icu', '2024-03-05', 0, 10, 'before the first alarm known'],
    ['icu', '2024-03-06', 0, 8, null],
    ['west', '2024-03-10', 0, 2.5, 'before the first alarm known'],
  ]);
  const counted = rows.filter(
    ([unit, id, n, , excluded]) => unit === 'icu' && id !== null && n === 1 && excluded === null,
  );
  expect(counted).toHaveLength(12);
  expect(rows.find(([unit, , n]) => unit === 'burns' && n === 1)).toEqual([
    'burns',
    'lone',
    1,
    0,
    'no monitored bed that day',
  ]);
});

test('alarm_rate_per_bed_day: an alarm of a day without a census is left out', async () => {
  const bare: Given = { landed: { alarm: [alarm('a', '05:59:59')] } };
  expect(await kpiRows(bare, 'alarm_rate_per_bed_day', COUNTED)).toEqual([['icu', 'a', 1, 0, 'no census of that day']]);
});

test('bed_occupancy: occupied of staffed bed-days', async () => {
  expect(await kpiRows(GIVEN, 'bed_occupancy', COUNTED)).toEqual([
    ['burns', '2024-03-06', 0, 0, 'no staffed bed that day'],
    ['icu', '2024-03-05', 10, null, 'staffed beds not recorded'],
    ['icu', '2024-03-06', 9, 12, null],
    ['west', '2024-03-10', 2.5, 4, null],
  ]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  for (const id of ['alarm_time_to_acknowledge', 'alarm_rate_per_bed_day', 'bed_occupancy', 'alarm_missed_share']) {
    expect(await kpiRows(empty, id, COUNTED)).toEqual([]);
  }
});
