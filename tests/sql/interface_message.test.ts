import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

/** Times of 6 March 2024, UTC. */
const at = (time: string) => `2024-03-06 ${time}`;
const attempt = (id: string, sent: string, rest: LandedRow = {}): LandedRow => ({
  message_id: id,
  sender: 'LIS',
  receiver: 'EHR',
  unit_id: 'lab',
  message_type: 'ORU^R01',
  sent_at: at(sent),
  ...rest,
});
const accepted = { acknowledgement: 'accepted' };

/** `lab` has every way a message can go and is watched until 14:00; `ris` sends one of the same control id. */
const GIVEN: Given = {
  asOf: '2025-06-30',
  landed: {
    interface_message: [
      attempt('1', '12:00:00', {
        ...accepted,
        acknowledged_at: at('12:00:01'),
        filed_at: at('12:00:04'),
        match: 'matched',
        linked_at: at('12:30:00'),
        misrouted: false,
        required_field_count: 10,
        filled_field_count: 9,
        code_count: 4,
        standard_code_count: 4,
      }),
      // A retry of 1 to another receiver is a message of its own.
      attempt('1', '12:00:00', { receiver: 'BILLING', ...accepted, filed_at: at('12:00:00') }),
      // Refused twice, then filed: one message, refused once, a wait of 30 minutes and half an hour in the queue.
      attempt('2', '12:00:00', {
        acknowledgement: 'error',
        acknowledged_at: at('12:00:02'),
        error_class: 'database',
        required_field_count: 10,
        filled_field_count: 4,
      }),
      attempt('2', '12:10:00', { acknowledgement: 'rejected', acknowledged_at: at('12:10:01'), error_class: 'syntax' }),
      attempt('2', '12:30:00', {
        ...accepted,
        acknowledged_at: at('12:30:02'),
        filed_at: at('12:30:03'),
        match: 'matched',
        misrouted: true,
        required_field_count: 10,
        filled_field_count: 10,
      }),
      attempt('3', '12:00:00', {
        acknowledgement: 'rejected',
        acknowledged_at: at('12:00:05'),
        left_queue_at: at('13:00:05'),
        match: 'unmatched',
        code_count: 0,
        standard_code_count: 0,
      }),
      attempt('4', '13:00:00', { acknowledgement: 'error', message_type: 'ADT^A08' }),
      attempt('5', '13:00:00', { ...accepted, filed_at: at('13:00:01'), match: 'wrong-patient' }),
      attempt('6', '13:30:00', accepted),
      attempt('7', '12:50:00', { ...accepted, filed_at: at('12:49:58'), linked_at: at('14:00:00') }),
      attempt('8', '13:50:00', { flags: ['dst-overlap'] }),
      attempt('1', '12:00:00', { sender: 'RIS', unit_id: 'imaging', ...accepted, message_type: 'DiagnosticReport' }),
    ],
  },
};

const WHO = ['sender', 'receiver', 'message_id'];
const OBSERVED = ['item_id', 'numerator', 'outcome', 'excluded'];
const COUNTED = ['item_id', 'numerator', 'denominator', 'excluded'];

test('stg_interface_message keeps every attempt', async () => {
  const rows = await viewRows(GIVEN, 'stg_interface_message', ['message_id', 'sent_at', 'is_clock_uncertain']);
  expect(rows).toHaveLength(12);
  expect(rows.filter(([id]) => id === '2')).toEqual([
    ['2', '2024-03-06 12:00', false],
    ['2', '2024-03-06 12:10', false],
    ['2', '2024-03-06 12:30', false],
  ]);
});

describe('fct_interface_message', () => {
  test('folds retries by control id, sender and receiver', async () => {
    const columns = [...WHO, 'attempt_count', 'is_refused', 'error_class', 'first_acknowledgement'];
    expect(await viewRows(GIVEN, 'fct_interface_message', columns)).toEqual([
      ['LIS', 'BILLING', '1', 1, false, null, 'accepted'],
      ['LIS', 'EHR', '1', 1, false, null, 'accepted'],
      ['LIS', 'EHR', '2', 3, true, 'database', 'error'],
      ['LIS', 'EHR', '3', 1, true, null, 'rejected'],
      ['LIS', 'EHR', '4', 1, true, null, 'error'],
      ['LIS', 'EHR', '5', 1, false, null, 'accepted'],
      ['LIS', 'EHR', '6', 1, false, null, 'accepted'],
      ['LIS', 'EHR', '7', 1, false, null, 'accepted'],
      ['LIS', 'EHR', '8', 1, false, null, null],
      ['RIS', 'EHR', '1', 1, false, null, 'accepted'],
    ]);
  });

  test('keeps the first sending, the first filing, and what was sent first', async () => {
    const columns = [
      'message_id',
      'sent_at',
      'refused_at',
      'accepted_at',
      'filed_at',
      'filled_field_count',
      'is_misrouted',
    ];
    const rows = await viewRows(GIVEN, 'fct_interface_message', columns);
    expect(rows.filter(([id]) => id === '2')).toEqual([
      ['2', '2024-03-06 12:00', '2024-03-06 12:00:02', '2024-03-06 12:30:02', '2024-03-06 12:30:03', 4, true],
    ]);
  });

  test('a control id that comes again after more than a week is another message', async () => {
    const again: Given = {
      landed: {
        interface_message: [
          attempt('9', '12:00:00'),
          attempt('9', '', { sent_at: '2024-03-13 12:00' }),
          attempt('9', '', { sent_at: '2024-03-20 12:00:01' }),
        ],
      },
    };
    expect(await viewRows(again, 'fct_interface_message', ['sent_at', 'attempt_count'])).toEqual([
      ['2024-03-06 12:00', 2],
      ['2024-03-20 12:00:01', 1],
    ]);
  });

  test('knows nothing of what happened after the as-of day', async () => {
    const early: Given = {
      asOf: '2024-03-06',
      landed: { interface_message: [attempt('1', '12:00:00', { ...accepted, filed_at: '2024-03-07 12:00' })] },
    };
    expect(await viewRows(early, 'fct_interface_message', ['filed_at', 'accepted_at', 'known_until'])).toEqual([
      [null, '2024-03-06 12:00', '2024-03-06 12:00'],
    ]);
  });
});

describe('interface_first_time_success', () => {
  test('filed: accepted at once, and filed to the right patient', async () => {
    expect(await kpiRows(GIVEN, 'interface_first_time_success', COUNTED)).toEqual([
      ['LIS/1 to BILLING', 1, 1, null],
      ['LIS/1 to EHR', 1, 1, null],
      ['LIS/2 to EHR', 0, 1, null],
      ['LIS/3 to EHR', 0, 1, null],
      ['LIS/4 to EHR', 0, 1, null],
      ['LIS/5 to EHR', 0, 1, null],
      ['LIS/6 to EHR', 0, 1, 'not yet decided'],
      ['LIS/7 to EHR', 1, 1, null],
      ['LIS/8 to EHR', 0, 1, 'not yet decided'],
      ['RIS/1 to EHR', 0, 1, 'not yet decided'],
    ]);
  });

  test('acknowledged: the acknowledgement alone; the time to wait is a parameter', async () => {
    const parameters = { evidence: 'acknowledged', wait_minutes: 9 };
    const rows = await kpiRows(GIVEN, 'interface_first_time_success', COUNTED, parameters);
    expect(rows.filter(([, , , excluded]) => excluded !== null)).toEqual([]);
    expect(rows.filter(([, numerator]) => numerator === 0).map(([id]) => id)).toEqual([
      'LIS/2 to EHR',
      'LIS/3 to EHR',
      'LIS/4 to EHR',
      'LIS/8 to EHR',
    ]);
  });
});

test('interface_latency: from the first attempt; what is not filed is open', async () => {
  expect(await kpiRows(GIVEN, 'interface_latency', OBSERVED)).toEqual([
    ['LIS/1 to BILLING', 0, 'event', null],
    ['LIS/1 to EHR', 4, 'event', null],
    ['LIS/2 to EHR', 1803, 'event', null],
    ['LIS/3 to EHR', 7200, 'open', 'taken out by hand'],
    ['LIS/4 to EHR', 3600, 'open', null],
    ['LIS/5 to EHR', 1, 'event', null],
    ['LIS/6 to EHR', 1800, 'open', null],
    ['LIS/7 to EHR', -2, 'event', 'negative interval'],
    ['LIS/8 to EHR', 600, 'open', 'clock change'],
    ['RIS/1 to EHR', 0, 'open', null],
  ]);
});

test('interface_reject_rate: a message refused twice counts once, under its first class', async () => {
  const refused = async (parameters: Record<string, string>) =>
    (await kpiRows(GIVEN, 'interface_reject_rate', COUNTED.slice(0, 3), parameters)).filter(([, n]) => n === 1);
  expect(await refused({})).toEqual([
    ['LIS/2 to EHR', 1, 1],
    ['LIS/3 to EHR', 1, 1],
    ['LIS/4 to EHR', 1, 1],
  ]);
  expect(await refused({ error_class: 'database' })).toEqual([['LIS/2 to EHR', 1, 1]]);
  expect(await refused({ error_class: 'syntax' })).toEqual([]);
  expect(await kpiRows(GIVEN, 'interface_reject_rate', ['denominator'])).toHaveLength(10);
});

test('interface_queue_time: refused until accepted or taken out', async () => {
  expect(await kpiRows(GIVEN, 'interface_queue_time', [...OBSERVED, 'observed_at'])).toEqual([
    ['LIS/2 to EHR', 30, 'event', null, '2024-03-06 12:00:02'],
    ['LIS/3 to EHR', 60, 'event', null, '2024-03-06 12:00:05'],
    ['LIS/4 to EHR', 60, 'open', null, '2024-03-06 13:00'],
  ]);
});

test('interface_match_failure: a wrong patient is a failure, an unrecorded match is neither', async () => {
  const rows = await kpiRows(GIVEN, 'interface_match_failure', COUNTED);
  expect(rows).toHaveLength(10);
  expect(rows.filter(([, , , excluded]) => excluded === null)).toEqual([
    ['LIS/1 to EHR', 0, 1, null],
    ['LIS/2 to EHR', 0, 1, null],
    ['LIS/3 to EHR', 1, 1, null],
    ['LIS/5 to EHR', 1, 1, null],
  ]);
});

test('interface_orphan_results: results only, decided after the wait', async () => {
  const counted = async (hours: number) =>
    (await kpiRows(GIVEN, 'interface_orphan_results', COUNTED, { wait_hours: hours })).map(([id, n, , why]) => [
      id,
      n,
      why,
    ]);
  expect(await counted(1)).toEqual([
    ['LIS/1 to BILLING', 1, null],
    ['LIS/1 to EHR', 0, null],
    ['LIS/2 to EHR', 1, null],
    ['LIS/3 to EHR', 1, null],
    ['LIS/5 to EHR', 0, 'not yet decided'],
    ['LIS/6 to EHR', 0, 'not yet decided'],
    ['LIS/7 to EHR', 1, null],
    ['LIS/8 to EHR', 0, 'clock change'],
    ['RIS/1 to EHR', 0, 'not yet decided'],
  ]);
  expect((await counted(24)).filter(([, n]) => n === 1)).toEqual([]);
});

test('interface_misrouted: of deliveries that somebody checked', async () => {
  const rows = await kpiRows(GIVEN, 'interface_misrouted', COUNTED);
  expect(rows.filter(([, , , excluded]) => excluded === null)).toEqual([
    ['LIS/1 to EHR', 0, 1, null],
    ['LIS/2 to EHR', 1, 1, null],
  ]);
  expect(rows).toHaveLength(10);
});

test('interface_completeness and interface_normalization: as first sent', async () => {
  const fields = await kpiRows(GIVEN, 'interface_completeness', COUNTED);
  expect(fields.filter(([, , , excluded]) => excluded === null)).toEqual([
    ['LIS/1 to EHR', 9, 10, null],
    ['LIS/2 to EHR', 4, 10, null],
  ]);
  const codes = await kpiRows(GIVEN, 'interface_normalization', COUNTED);
  expect(codes.filter(([, , , excluded]) => excluded !== 'not recorded')).toEqual([
    ['LIS/1 to EHR', 4, 4, null],
    ['LIS/3 to EHR', 0, 0, 'no coded item'],
  ]);
  const toomany: Given = {
    landed: { interface_message: [attempt('1', '12:00', { required_field_count: 2, filled_field_count: 3 })] },
  };
  expect(await kpiRows(toomany, 'interface_completeness', ['excluded'])).toEqual([['more than there were']]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  expect(await viewRows(empty, 'fct_interface_message', WHO)).toEqual([]);
  expect(await kpiRows(empty, 'interface_latency', OBSERVED)).toEqual([]);
});
