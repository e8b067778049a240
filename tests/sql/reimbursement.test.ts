import { describe, expect, test } from 'vitest';
import { kpiRows, viewRows } from '../support/sql-rows.ts';
import type { Given, LandedRow } from '../support/warehouse.ts';

const claim = (id: string, discharged: string, rest: LandedRow = {}): LandedRow => ({
  claim_id: id,
  unit_id: 'main',
  payer: 'public',
  discharged_at: `2024-${discharged}`,
  charged_amount: 1000,
  ...rest,
});
const edits = (failed: number | null, touched: boolean | null) => ({ failed_edit_count: failed, touched });
const answered = (day: string, rest: LandedRow) => ({ remitted_at: `2024-${day}`, ...rest });

/** UTC; the extract of `main` is known until 30 June 12:00. */
const GIVEN: Given = {
  timeZone: 'UTC',
  asOf: '2024-06-30',
  landed: {
    claim: [
      claim('paid', '01-01 12:00', {
        billed_at: '2024-01-05 00:00',
        ...edits(0, false),
        ...answered('02-01 00:00', { denied: false }),
        required_field_count: 20,
        filled_field_count: 20,
      }),
      claim('denied', '01-02 12:00', {
        billed_at: '2024-01-06 12:00',
        charged_amount: 500.5,
        ...edits(2, false),
        ...answered('02-01 00:00', { denied: true, denied_amount: 120.25, denial_code: '16', denial_group: 'CO' }),
        required_field_count: 20,
        filled_field_count: 17,
      }),
      claim('by hand', '01-02 12:00', {
        billed_at: '2024-01-06 12:00',
        payer: null,
        ...edits(0, true),
        ...answered('03-01 00:00', { denied: true, denied_amount: null, denial_code: '031', denial_group: 'PR' }),
        required_field_count: 0,
      }),
      claim('unanswered', '05-01 12:00', { billed_at: '2024-05-02 12:00', ...edits(0, null) }),
      claim('answer unknown', '05-01 12:00', { billed_at: '2024-05-02 12:00', ...answered('05-30 00:00', {}) }),
      claim('unbilled', '06-20 12:00', { required_field_count: 3, filled_field_count: 4 }),
      claim('backwards', '06-02 00:00', {
        billed_at: '2024-06-01 00:00',
        ...answered('06-30 12:00', { denied: false }),
      }),
      claim('too much', '06-02 00:00', {
        billed_at: '2024-06-03 00:00',
        flags: ['dst-gap'],
        ...answered('06-20 00:00', { denied: true, denied_amount: 1000.01 }),
      }),
      claim('later', '06-29 00:00', { billed_at: '2024-07-02 00:00' }),
    ],
  },
};
const COUNTED = ['item_id', 'numerator', 'denominator', 'excluded'];

test('stg_claim and fct_claim: what is billed after the as-of day is not billed', async () => {
  const rows = await viewRows(GIVEN, 'stg_claim', ['claim_id', 'is_clock_uncertain']);
  expect(rows).toHaveLength(9);
  const known = await viewRows(GIVEN, 'fct_claim', ['claim_id', 'billed_at', 'known_until']);
  expect(known.find(([id]) => id === 'later')).toEqual(['later', null, '2024-06-30 12:00']);
});

test('claim_clean_rate: no failed edit and no hand', async () => {
  expect(await kpiRows(GIVEN, 'claim_clean_rate', COUNTED)).toEqual([
    ['answer unknown', 0, 1, 'edits not recorded'],
    ['backwards', 0, 1, 'edits not recorded'],
    ['by hand', 0, 1, null],
    ['denied', 0, 1, null],
    ['later', 0, 1, 'not yet billed'],
    ['paid', 1, 1, null],
    ['too much', 0, 1, 'edits not recorded'],
    ['unanswered', 0, 1, 'edits not recorded'],
    ['unbilled', 0, 1, 'not yet billed'],
  ]);
});

test('claim_denial_rate: of answered claims, all reasons or one', async () => {
  expect(await kpiRows(GIVEN, 'claim_denial_rate', COUNTED)).toEqual([
    ['answer unknown', 0, 1, 'answer not recorded'],
    ['backwards', 0, 1, null],
    ['by hand', 1, 1, null],
    ['denied', 1, 1, null],
    ['later', 0, 1, 'not yet billed'],
    ['paid', 0, 1, null],
    ['too much', 1, 1, null],
    ['unanswered', 0, 1, 'not yet answered'],
    ['unbilled', 0, 1, 'not yet billed'],
  ]);
  const reason = async (parameters: Record<string, string>) =>
    (await kpiRows(GIVEN, 'claim_denial_rate', ['item_id', 'numerator'], parameters))
      .filter(([, n]) => n === 1)
      .map(([id]) => id);
  expect(await reason({ denial_code: '031' })).toEqual(['by hand']);
  expect(await reason({ denial_group: 'CO' })).toEqual(['denied']);
  expect(await reason({ denial_code: '16', denial_group: 'PR' })).toEqual([]);
});

test('claim_denied_amount_share: denied of charged', async () => {
  const rows = await kpiRows(GIVEN, 'claim_denied_amount_share', COUNTED);
  expect(rows.filter(([, , , excluded]) => !String(excluded).startsWith('not yet'))).toEqual([
    ['answer unknown', 0, 1000, 'answer not recorded'],
    ['backwards', 0, 1000, null],
    ['by hand', null, 1000, 'denied amount not recorded'],
    ['denied', 120.25, 500.5, null],
    ['paid', 0, 1000, null],
    ['too much', 1000.01, 1000, 'more denied than charged'],
  ]);
});

test('claim_field_completeness: filled of required', async () => {
  const rows = await kpiRows(GIVEN, 'claim_field_completeness', COUNTED);
  expect(rows.filter(([, , , excluded]) => excluded !== 'fields not recorded')).toEqual([
    ['denied', 17, 20, null],
    ['paid', 20, 20, null],
    ['unbilled', 4, 3, 'more than there were'],
  ]);
  expect(rows.find(([id]) => id === 'by hand')).toEqual(['by hand', null, 0, 'fields not recorded']);
});

test('claim_discharge_to_bill: days, unbilled ones open', async () => {
  expect(await kpiRows(GIVEN, 'claim_discharge_to_bill', ['item_id', 'numerator', 'outcome', 'excluded'])).toEqual([
    ['answer unknown', 1, 'event', null],
    ['backwards', -1, 'event', 'negative interval'],
    ['by hand', 4, 'event', null],
    ['denied', 4, 'event', null],
    ['later', 1.5, 'open', null],
    ['paid', 3.5, 'event', null],
    ['too much', 1, 'event', 'clock change'],
    ['unanswered', 1, 'event', null],
    ['unbilled', 10, 'open', null],
  ]);
});

describe('fct_unbilled_day and claim_dnfb_days', () => {
  test('unbilled at the end of each day, over the daily mean of the last 90 days', async () => {
    const columns = ['day_date', 'unbilled_amount', 'daily_amount', 'known_day_count'];
    const rows = await viewRows(GIVEN, 'fct_unbilled_day', columns);
    const on = (day: string) => rows.find(([date]) => date === `2024-${day}`)?.slice(1);
    expect(on('01-01')).toEqual([1000, 1000 / 90, 1]);
    expect(on('01-02')).toEqual([2500.5, 2500.5 / 90, 2]);
    expect(on('01-05')).toEqual([1500.5, 2500.5 / 90, 5]); // one is billed
    expect(on('01-06')).toEqual([0, 2500.5 / 90, 6]);
    expect(on('03-30')).toEqual([0, 2500.5 / 90, 90]); // 1 January is the first of 90 days
    expect(on('03-31')).toEqual([0, 1500.5 / 90, 91]); // it has gone
    expect(on('05-01')).toEqual([2000, 2000 / 90, 122]);
    expect(on('06-02')).toEqual([1000, 4000 / 90, 154]); // billed before its discharge: never unbilled
    expect(on('06-29')).toEqual([2000, 6000 / 90, 181]);
    expect(on('06-30')).toBeUndefined(); // the extract ends at noon
  });

  test('the first 90 days are left out', async () => {
    const rows = await kpiRows(GIVEN, 'claim_dnfb_days', COUNTED);
    const because = (reason: string) => rows.filter(([, , , excluded]) => excluded === reason);
    expect(because('less than 90 days known')).toHaveLength(89);
    expect(because('nothing discharged in 90 days')).toHaveLength(30); // April: 2 January has gone, 1 May is to come
    expect(rows.find(([id]) => id === '2024-03-30')).toEqual(['2024-03-30', 0, 2500.5 / 90, null]);
    const quiet: Given = {
      timeZone: 'UTC',
      landed: { claim: [claim('a', '01-01 00:00', { billed_at: '2024-04-01 00:00' }), claim('b', '05-01 00:00')] },
    };
    const seen = await kpiRows(quiet, 'claim_dnfb_days', COUNTED);
    expect(seen.find(([id]) => id === '2024-03-31')).toEqual(['2024-03-31', 1000, 0, 'nothing discharged in 90 days']);
  });
});

const posting = (id: string, day: string, amount: number, rest: LandedRow = {}): LandedRow => ({
  entry_id: id,
  unit_id: 'icu',
  posted_on: `2024-03-${day}`,
  account: '6210',
  category: 'overtime',
  amount,
  ...rest,
});
const LEDGER: Given = {
  landed: {
    cost: [
      posting('a', '09', 100.1),
      posting('b', '10', 50),
      posting('c', '10', -20.05),
      posting('d', '11', 7, { category: 'reagents', account: '6300' }),
      posting('e', '31', 1, { unit_id: 'lab' }),
    ],
    census: [
      { unit_id: 'icu', census_date: '2024-03-08', occupied_bed_days: 8 },
      { unit_id: 'icu', census_date: '2024-03-10', occupied_bed_days: 9.5 },
      { unit_id: 'icu', census_date: '2024-03-11', occupied_bed_days: 10 },
      { unit_id: 'icu', census_date: '2024-03-12', occupied_bed_days: 11 },
      { unit_id: 'ward', census_date: '2024-03-10', occupied_bed_days: 20 },
    ],
  },
};

test('stg_cost, fct_cost and cost_total: corrections are part of the sum', async () => {
  expect(await viewRows(LEDGER, 'stg_cost', ['entry_id', 'posted_date'])).toHaveLength(5);
  expect(await viewRows(LEDGER, 'fct_cost', ['entry_id', 'posted_date', 'starts_at'])).toContainEqual([
    'd',
    '2024-03-11',
    '2024-03-11 05:00',
  ]);
  expect(await kpiRows(LEDGER, 'cost_total', ['item_id', 'numerator'], { category: 'overtime' })).toEqual([
    ['a', 100.1],
    ['b', 50],
    ['c', -20.05],
    ['e', 1],
  ]);
  expect(await kpiRows(LEDGER, 'cost_total', ['item_id'], { account: '6300' })).toEqual([['d']]);
});

test('cost_per_bed_day: postings and bed-days of the same days', async () => {
  expect(await kpiRows(LEDGER, 'cost_per_bed_day', ['unit_id', ...COUNTED], { category: 'overtime' })).toEqual([
    ['icu', '2024-03-08', 0, 8, 'before the first posting known'],
    ['icu', '2024-03-10', 0, 9.5, null],
    ['icu', '2024-03-11', 0, 10, null],
    ['icu', '2024-03-12', 0, 11, 'after the last posting known'],
    ['icu', 'a', 100.1, 0, 'no census of that day'],
    ['icu', 'b', 50, 0, null],
    ['icu', 'c', -20.05, 0, null],
    ['lab', 'e', 1, 0, 'no census of that day'],
    ['ward', '2024-03-10', 0, 20, 'before the first posting known'],
  ]);
});

test('without rows nothing is returned', async () => {
  const empty: Given = {};
  for (const id of ['claim_denial_rate', 'claim_dnfb_days', 'cost_total', 'cost_per_bed_day']) {
    expect(await kpiRows(empty, id, ['unit_id'])).toEqual([]);
  }
});
