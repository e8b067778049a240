import { expect, test } from 'vitest';
import type { ResolvedKpi } from '../../src/kpi/kpi.ts';
import { keepPeriods } from '../../src/warehouse/keep-periods.ts';
import type { MeasuredCell } from '../../src/warehouse/measured-cell.ts';
import type { SummedCell } from '../../src/warehouse/sum-cells.ts';

const kpi = { entry: 'stat', unit: 'minutes', maturityDays: 0, periodLength: 'week' } as ResolvedKpi;
const HOUR_MS = 3_600_000;

/** A cell whose rows lie from `first` to `last`, hours after the start of the period; a whole week where left out. */
function cell(
  period: string,
  { unit = 'main', first = 0, last = 167, wait = null as number | null } = {},
): MeasuredCell {
  const start = Date.parse(period) / HOUR_MS;
  const sums = { counted: 10, shortestWait: wait, firstHour: start + first, lastHour: start + last } as SummedCell;
  return { unit, period, index: 0, sums, excluded: {}, strata: [] };
}

function periodsOf(cells: readonly MeasuredCell[]): string[] {
  return cells.map(({ period, unit }) => (unit === 'main' ? period : `${period} ${unit}`));
}

const weeks = ['2024-04-29', '2024-05-06', '2024-05-13', '2024-05-20', '2024-05-27'];

test('a period that is over on the as-of day stays; all of that day counts', () => {
  const { kept, left, findings } = keepPeriods(
    weeks.map((week) => cell(week)),
    kpi,
    '2024-05-19',
  );
  expect(periodsOf(kept)).toEqual(weeks.slice(0, 3));
  expect(periodsOf(left['after the as-of day'])).toEqual(weeks.slice(3));
  expect(findings).toEqual([
    {
      ...{ code: 'after-as-of', severity: 'info', at: { kpi: 'stat', period: '2024-05-20' } },
      message:
        '2 weeks with 20 observations left out (2024-05-20 to 2024-05-27): they begin after the as-of day 2024-05-19',
    },
  ]);
  expect(
    periodsOf(
      keepPeriods(
        weeks.map((week) => cell(week)),
        kpi,
        '2024-05-18',
      ).left['not yet mature'],
    ),
  ).toEqual(['2024-05-13']);
});

test('a period younger than the maturity is left out', () => {
  const mature = { ...kpi, maturityDays: 14 };
  const { kept, findings } = keepPeriods(
    weeks.map((week) => cell(week)),
    mature,
    '2024-06-02',
  );
  expect(periodsOf(kept)).toEqual(weeks.slice(0, 3));
  expect(findings[0]).toMatchObject({ code: 'immature-period', at: { period: '2024-05-20' } });
});

test('a cell with an open item that was watched for less than the maturity is left out, of that unit alone', () => {
  const mature = { ...kpi, maturityDays: 2 };
  const cells = [
    cell('2024-04-29', { wait: 2880 }),
    cell('2024-05-06', { wait: 2879 }),
    cell('2024-05-06', { unit: 'east' }),
  ];
  const { kept } = keepPeriods(cells, mature, '2024-12-31');
  expect(periodsOf(kept)).toEqual(['2024-04-29', '2024-05-06 east']);
  const counts = { ...mature, unit: 'reads' };
  expect(keepPeriods(cells, counts, '2024-12-31').kept).toHaveLength(3);
});

test('a first period whose rows start later than in every other is partial, a last one whose rows end earlier', () => {
  const cells = [
    cell('2024-04-29', { first: 50 }),
    cell('2024-05-06', { first: 30 }),
    cell('2024-05-13', { last: 140 }),
    cell('2024-05-20', { last: 90 }),
  ];
  const { kept, left, findings } = keepPeriods(cells, kpi, '2024-12-31');
  expect(periodsOf(kept)).toEqual(['2024-05-06', '2024-05-13']);
  expect(periodsOf(left['in a partial period'])).toEqual(['2024-04-29', '2024-05-20']);
  expect(findings).toEqual([
    {
      ...{ code: 'partial-period', severity: 'info', at: { kpi: 'stat', period: '2024-04-29' } },
      message:
        '2 weeks with 20 observations left out (2024-04-29 to 2024-05-20): its rows start later, or end earlier, than in any other',
    },
  ]);
});

test('units are pooled: another unit that fills the week makes it whole', () => {
  const cells = [
    cell('2024-04-29', { first: 50 }),
    cell('2024-04-29', { unit: 'east' }),
    ...weeks.slice(1, 4).map((week) => cell(week)),
  ];
  expect(keepPeriods(cells, kpi, '2024-12-31').left['in a partial period']).toEqual([]);
});

test('hours within the first day do not make a week partial; within a day they do', () => {
  const cells = [cell('2024-04-29', { first: 23 }), ...weeks.slice(1).map((week) => cell(week))];
  expect(keepPeriods(cells, kpi, '2024-12-31').kept).toHaveLength(5);
  const days = [
    cell('2024-05-01', { first: 9, last: 23 }),
    cell('2024-05-02', { last: 23 }),
    cell('2024-05-03', { last: 23 }),
  ];
  const daily: ResolvedKpi = { ...kpi, periodLength: 'day' };
  expect(periodsOf(keepPeriods(days, daily, '2024-12-31').kept)).toEqual(['2024-05-02', '2024-05-03']);
});

test('months end on different days: what counts is how long before their end the rows stop', () => {
  const monthly: ResolvedKpi = { ...kpi, periodLength: 'month' };
  const months = [
    cell('2024-01-01', { last: 31 * 24 - 1 }),
    cell('2024-02-01', { last: 29 * 24 - 1 }),
    cell('2024-03-01', { last: 31 * 24 - 1 }),
  ];
  expect(keepPeriods(months, monthly, '2024-12-31').kept).toHaveLength(3);
});

test('one period alone is not judged, and no cell gives nothing', () => {
  expect(keepPeriods([cell('2024-04-29', { first: 100 })], kpi, '2024-12-31').kept).toHaveLength(1);
  expect(keepPeriods([], kpi, '2024-12-31')).toMatchObject({ kept: [], findings: [] });
});
