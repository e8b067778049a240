import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const ticket = (id: string, opened: string, rest: LandedRow = {}): LandedRow => ({
  ticket_id: id,
  unit_id: 'ward',
  service_id: 'ehr',
  category: 'defect',
  priority: 'high',
  status: 'open',
  opened_at: `2024-03-${opened}`,
  ...rest,
});
const resolved = (day: string) => ({ status: 'resolved', resolved_at: `2024-03-${day}` });

/**
 * Chicago: UTC−6, from Sunday 10 March UTC−5. The agreed hours are Monday to Friday 08:00–16:00, that is 14:00–22:00 UTC before
 * and 13:00–21:00 UTC after. `ward` is watched until Tuesday 12 March 15:00 UTC, two hours into its agreed day.
 */
const GIVEN: Given = {
  asOf: '2024-03-31',
  services: [
    { id: 'ehr', agreed: 'Mo-Fr 08:00-16:00', vendor: 'Cedar', units: ['ward'], sla: 0.99 },
    { id: 'pacs', agreed: '24x7', vendor: null, units: ['ward'] },
  ],
  landed: {
    support_ticket: [
      // Friday 15:00 to Monday 10:00 local: 1 + 2 agreed hours, 66 elapsed ones although the clocks say 67.
      ticket('weekend', '08 21:00', {
        ...resolved('11 15:00'),
        assigned_at: '2024-03-08 22:30',
        due_at: '2024-03-11 15:00',
        reopened_count: 0,
        reassigned_count: 2,
        first_contact: false,
        vendor_waiting_minutes: 660,
      }),
      // Resolved at once, at night: no agreed time at all.
      ticket('night', '09 03:00', {
        ...resolved('09 03:00'),
        priority: 'low',
        category: 'how-to',
        due_at: '2024-03-09 02:59',
        reopened_count: 1,
        reassigned_count: 0,
        first_contact: true,
        vendor_waiting_minutes: 0,
      }),
      ticket('open', '11 14:00', { assigned_at: '2024-03-11 14:30', due_at: '2024-03-12 14:59' }),
      ticket('open, due later', '12 14:00', { due_at: '2024-03-12 15:00:01' }),
      ticket('cancelled', '11 14:00', { status: 'cancelled', ...{ resolved_at: '2024-03-11 15:00' } }),
      ticket('no end', '08 21:00', { status: 'resolved' }),
      ticket('backwards', '11 14:00', { ...resolved('11 13:00'), flags: ['negative-interval'] }),
      ticket('clock', '10 08:00', { ...resolved('10 09:00'), flags: ['dst-gap'] }),
      ticket('round the clock', '09 12:00', {
        ...resolved('10 12:00'),
        service_id: 'pacs',
        reassigned_count: 1,
        vendor_waiting_minutes: 60,
      }),
      ticket('no service', '11 14:00', { ...resolved('11 20:00'), service_id: null }),
      ticket('last', '12 15:00', { assigned_at: '2024-03-13 15:00', ...resolved('12 15:00') }),
    ],
  },
};
const OBSERVED = ['item_id', 'numerator', 'outcome', 'excluded'];
const COUNTED = ['item_id', 'numerator', 'excluded'];
const IDS = GIVEN.landed!['support_ticket']!.map((row) => row['ticket_id'] as string).sort();

/** Rows that count, and the reasons of the others. */
function counted(rows: unknown[][]): { counted: unknown[][]; excluded: Record<string, unknown> } {
  return {
    counted: rows.filter((row) => row.at(-1) === null).map((row) => row.slice(0, -1)),
    excluded: Object.fromEntries(rows.filter((row) => row.at(-1) !== null).map((row) => [row[0], row.at(-1)])),
  };
}

test('stg_support_ticket keeps every ticket', async () => {
  const rows = await viewRows(GIVEN, 'stg_support_ticket', ['ticket_id', 'is_clock_uncertain']);
  expect(rows.map(([id]) => id)).toEqual(IDS);
  expect(rows.filter(([, uncertain]) => uncertain)).toEqual([['clock', true]]);
});

test('fct_support_ticket: vendor of the service; what is known when the extract ends', async () => {
  const columns = ['ticket_id', 'vendor', 'resolved_at', 'is_resolved_missing', 'known_until'];
  const rows = await viewRows(GIVEN, 'fct_support_ticket', columns);
  expect(rows.map(([id]) => id)).toEqual(IDS);
  expect(rows.filter(([id]) => ['no end', 'no service', 'round the clock', 'open'].includes(String(id)))).toEqual([
    ['no end', 'Cedar', null, true, '2024-03-13 15:00'],
    ['no service', null, '2024-03-11 20:00', false, '2024-03-13 15:00'],
    ['open', 'Cedar', null, false, '2024-03-13 15:00'],
    ['round the clock', null, '2024-03-10 12:00', false, '2024-03-13 15:00'],
  ]);
});

describe('fct_ticket_agreed_time', () => {
  test('counts the agreed hours of the service, over weekends and the change of clocks', async () => {
    expect(await viewRows(GIVEN, 'fct_ticket_agreed_time', ['ticket_id', 'agreed_minutes'])).toEqual([
      ['backwards', -60],
      ['cancelled', 60],
      ['clock', 0],
      ['last', 0],
      ['night', 0],
      // Friday 1 h, Monday and Tuesday 8 h, Wednesday 2 h until the extract ends.
      ['no end', 19 * 60],
      ['open', 7 * 60 + 8 * 60 + 2 * 60],
      ['open, due later', 7 * 60 + 2 * 60],
      ['round the clock', 24 * 60],
      ['weekend', 3 * 60],
    ]);
  });

  test('windows that overlap count once; a service that an extract lists has its windows from there alone', async () => {
    const listed: Given = {
      services: [{ id: 'ehr', agreed: '24x7' }],
      landed: {
        support_ticket: [ticket('a', '04 10:00', resolved('04 20:00')), ticket('b', '04 12:30', resolved('04 12:45'))],
        service: [
          { service_id: 'ehr', starts_at: '2024-03-04 12:00', ends_at: '2024-03-04 13:00' },
          { service_id: 'ehr', starts_at: '2024-03-04 12:30', ends_at: '2024-03-04 14:00' },
          { service_id: 'ehr', starts_at: '2024-03-04 12:40', ends_at: '2024-03-04 12:50' },
          { service_id: 'ehr', starts_at: '2024-03-04 19:00', ends_at: '2024-03-04 22:00' },
        ],
      },
    };
    expect(await viewRows(listed, 'fct_ticket_agreed_time', ['ticket_id', 'agreed_minutes'])).toEqual([
      ['a', 180],
      ['b', 15],
    ]);
  });
});

test('support_resolution_time: elapsed hours, open tickets until the extract ends', async () => {
  const rows = await kpiRows(GIVEN, 'support_resolution_time', OBSERVED);
  expect(rows.map(([id]) => id)).toEqual(IDS);
  expect(rows.filter(([, , , excluded]) => excluded === null)).toEqual([
    ['last', 0, 'event', null],
    ['night', 0, 'event', null],
    ['no service', 6, 'event', null],
    ['open', 49, 'open', null],
    ['open, due later', 25, 'open', null],
    ['round the clock', 24, 'event', null],
    ['weekend', 66, 'event', null],
  ]);
  expect(counted(rows).excluded).toEqual({
    backwards: 'negative interval',
    cancelled: 'cancelled',
    clock: 'clock change',
    'no end': 'no time of resolution',
  });
  expect(await kpiRows(GIVEN, 'support_resolution_time', ['item_id'], { category: 'how-to' })).toEqual([['night']]);
});

test('support_resolution_agreed_time: beside it, in the agreed hours', async () => {
  const rows = await kpiRows(GIVEN, 'support_resolution_agreed_time', OBSERVED);
  expect(rows.filter(([, , , excluded]) => excluded === null)).toEqual([
    ['last', 0, 'event', null],
    ['night', 0, 'event', null],
    ['open', 17, 'open', null],
    ['open, due later', 9, 'open', null],
    ['round the clock', 24, 'event', null],
    ['weekend', 3, 'event', null],
  ]);
  expect(counted(rows).excluded).toMatchObject({ 'no service': 'no agreed hours', backwards: 'negative interval' });
});

test('support_reopen_rate, support_first_contact_share, support_reassignments: of resolved tickets', async () => {
  expect(counted(await kpiRows(GIVEN, 'support_reopen_rate', COUNTED))).toEqual({
    counted: [
      ['night', 1],
      ['weekend', 0],
    ],
    excluded: {
      backwards: 'reopenings not recorded',
      cancelled: 'cancelled',
      clock: 'reopenings not recorded',
      last: 'reopenings not recorded',
      'no end': 'reopenings not recorded',
      'no service': 'reopenings not recorded',
      open: 'not yet resolved',
      'open, due later': 'not yet resolved',
      'round the clock': 'reopenings not recorded',
    },
  });
  expect(counted(await kpiRows(GIVEN, 'support_first_contact_share', COUNTED)).counted).toEqual([
    ['night', 1],
    ['weekend', 0],
  ]);
  expect(counted(await kpiRows(GIVEN, 'support_reassignments', COUNTED)).counted).toEqual([
    ['night', 0],
    ['round the clock', 1],
    ['weekend', 2],
  ]);
});

test('support_sla_met: at the due time is in time', async () => {
  const rows = await kpiRows(GIVEN, 'support_sla_met', COUNTED);
  expect(counted(rows)).toEqual({
    counted: [
      ['night', 0],
      ['open', 0],
      ['open, due later', 0],
      ['weekend', 1],
    ],
    excluded: {
      backwards: 'no due time',
      cancelled: 'cancelled',
      clock: 'no due time',
      last: 'no due time',
      'no end': 'no time of resolution',
      'no service': 'no due time',
      'round the clock': 'no due time',
    },
  });
  const undecided: Given = {
    landed: { support_ticket: [ticket('a', '04 10:00', { due_at: '2024-03-05 10:00' }), ticket('b', '04 20:00')] },
  };
  expect(await kpiRows(undecided, 'support_sla_met', COUNTED)).toEqual([
    ['a', 0, 'not yet decided'],
    ['b', 0, 'no due time'],
  ]);
});

test('support_unowned_share: owned when assigned, or when resolved without', async () => {
  const rows = await kpiRows(GIVEN, 'support_unowned_share', COUNTED, { limit_hours: 1.5 });
  expect(counted(rows)).toEqual({
    counted: [
      ['last', 1],
      ['night', 0],
      ['no service', 1],
      ['open', 0],
      ['open, due later', 1],
      ['round the clock', 1],
      ['weekend', 0],
    ],
    excluded: {
      backwards: 'negative interval',
      cancelled: 'cancelled',
      clock: 'clock change',
      'no end': 'no time of resolution',
    },
  });
  const longer = await kpiRows(GIVEN, 'support_unowned_share', COUNTED, { limit_hours: 25 });
  expect(longer.filter(([, n, excluded]) => n === 1 && excluded === null)).toEqual([]);
  expect(longer.find(([id]) => id === 'open, due later')).toEqual(['open, due later', 0, 'not yet decided']);
});

test('support_backlog_age: what is open when a Sunday ends', async () => {
  // Sunday 10 March ends at 05:00 UTC of the 11th.
  expect(await kpiRows(GIVEN, 'support_backlog_age', [...COUNTED, 'observed_at'])).toEqual([
    ['no end@2024-03-10', 56 / 24, 'no time of resolution', '2024-03-10 06:00'],
    ['weekend@2024-03-10', 56 / 24, null, '2024-03-10 06:00'],
  ]);
  const edges: Given = {
    asOf: '2024-03-31',
    landed: {
      support_ticket: [
        ticket('until the end', '08 05:00', resolved('11 05:00')),
        ticket('before', '08 05:00', resolved('11 04:59')),
        ticket('at the end', '11 05:00'),
        ticket('long', '01 05:00'),
        ticket('watched', '18 04:59'),
      ],
    },
  };
  expect(await kpiRows(edges, 'support_backlog_age', COUNTED)).toEqual([
    ['long@2024-03-03', 73 / 24, null],
    ['long@2024-03-10', 10, null],
    ['until the end@2024-03-10', 3, null],
  ]);
});

test('support_vendor_waiting and vendor_waiting_share: tickets of services that have a vendor', async () => {
  expect(counted(await kpiRows(GIVEN, 'support_vendor_waiting', COUNTED))).toEqual({
    counted: [
      ['night', 0],
      ['weekend', 11],
    ],
    excluded: {
      backwards: 'waiting not recorded',
      cancelled: 'cancelled',
      clock: 'waiting not recorded',
      last: 'waiting not recorded',
      'no end': 'waiting not recorded',
      open: 'not yet resolved',
      'open, due later': 'not yet resolved',
    },
  });
  const shares = await kpiRows(GIVEN, 'vendor_waiting_share', ['item_id', 'numerator', 'denominator', 'excluded']);
  expect(shares.filter((row) => row[3] === null)).toEqual([
    ['night', 0, 0, null],
    ['weekend', 660, 66 * 60, null],
  ]);
  expect(await kpiRows(GIVEN, 'vendor_waiting_share', ['item_id'], { vendor: 'Acme' })).toEqual([]);
  const longer: Given = {
    services: [{ id: 'ehr', vendor: 'Cedar' }],
    landed: { support_ticket: [ticket('a', '04 10:00', { ...resolved('04 11:00'), vendor_waiting_minutes: 61 })] },
  };
  expect(await kpiRows(longer, 'vendor_waiting_share', ['excluded'])).toEqual([['waited longer than it took']]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = { services: [{ id: 'ehr', vendor: 'Cedar' }] };
  expect(await viewRows(empty, 'fct_ticket_agreed_time', ['ticket_id'])).toEqual([]);
  for (const id of ['support_resolution_time', 'support_backlog_age', 'vendor_waiting_share']) {
    expect(await kpiRows(empty, id, COUNTED)).toEqual([]);
  }
});
