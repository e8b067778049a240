import { expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const event = (id: string, day: string, outcome: string, rest: LandedRow = {}): LandedRow => ({
  event_id: id,
  unit_id: 'front desk',
  event: 'registration',
  outcome,
  occurred_at: `2024-05-${day} 12:00`,
  ...rest,
});

const GIVEN: Given = {
  asOf: '2024-05-31',
  landed: {
    record_match: [
      event('a', '01', 'new'),
      event('b', '01', 'duplicate', { suspected_at: '2024-05-01 12:00', decided_at: '2024-05-04 18:00' }),
      event('c', '02', 'matched', { suspected_at: '2024-05-02 12:00', decided_at: '2024-05-02 12:00' }),
      event('d', '02', 'overlay', { suspected_at: '2024-05-03 12:00', decided_at: '2024-05-03 11:00' }),
      event('e', '10', 'possible-duplicate', { suspected_at: '2024-05-10 12:00' }),
      event('f', '11', 'matched', { event: 'query' }),
      event('g', '11', 'not-found', { event: 'query' }),
      event('h', '20', 'possible-duplicate', { event: 'query', suspected_at: '2024-05-20 12:00', flags: ['dst-gap'] }),
      event('i', '30', 'matched', { unit_id: 'ed', decided_at: '2024-06-02 12:00', suspected_at: '2024-05-30 12:00' }),
    ],
  },
};
const COUNTED = ['item_id', 'numerator', 'denominator', 'excluded'];

test('stg_record_match and fct_record_match keep every event', async () => {
  expect(await viewRows(GIVEN, 'stg_record_match', ['event_id', 'is_clock_uncertain'])).toHaveLength(9);
  const rows = await viewRows(GIVEN, 'fct_record_match', ['event_id', 'decided_at', 'known_until']);
  expect(rows.at(-1)).toEqual(['i', null, '2024-05-30 12:00']);
  expect(rows[1]).toEqual(['b', '2024-05-04 18:00', '2024-05-20 12:00']);
});

test('record_duplicate_rate: of registrations, undecided ones left out', async () => {
  expect(await kpiRows(GIVEN, 'record_duplicate_rate', COUNTED)).toEqual([
    ['a', 0, 1, null],
    ['b', 1, 1, null],
    ['c', 0, 1, null],
    ['d', 0, 1, null],
    ['e', 0, 1, 'not yet decided'],
    ['i', 0, 1, null],
  ]);
});

test('record_overlay_rate: counted apart', async () => {
  const rows = await kpiRows(GIVEN, 'record_overlay_rate', COUNTED);
  expect(rows.map(([id, n]) => [id, n])).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 0],
    ['d', 1],
    ['e', 0],
    ['i', 0],
  ]);
});

test('record_query_match: of queries', async () => {
  expect(await kpiRows(GIVEN, 'record_query_match', COUNTED)).toEqual([
    ['f', 1, 1, null],
    ['g', 0, 1, null],
    ['h', 0, 1, 'not yet decided'],
  ]);
});

test('record_review_time: in days, undecided ones open', async () => {
  expect(await kpiRows(GIVEN, 'record_review_time', ['item_id', 'numerator', 'outcome', 'excluded'])).toEqual([
    ['b', 3.25, 'event', null],
    ['c', 0, 'event', null],
    ['d', -1 / 24, 'event', 'negative interval'],
    ['e', 10, 'open', null],
    ['h', 0, 'open', 'clock change'],
    ['i', 0, 'open', null],
  ]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  expect(await kpiRows(empty, 'record_duplicate_rate', COUNTED)).toEqual([]);
  expect(await kpiRows(empty, 'record_review_time', COUNTED)).toEqual([]);
});
