import { describe, expect, test } from 'vitest';
import type { Results } from '../../src/results/schema.ts';
import { WITHHELD, withoutSmallCounts } from '../../src/results/small-counts.ts';
import { emptyResults } from '../support/results.ts';

type Cell = Results['series'][number];
type People = Results['kpis'][number]['people'];

/** One KPI in one unit, a cell per period: [n, value, numerator, denominator]. */
function shown(
  statistic: Cell['statistic'],
  people: People,
  rows: readonly (readonly [number, number, number | null, number | null])[],
  { k = 11, waterfall = [] as Results['kpis'][number]['waterfall'] } = {},
) {
  const base = emptyResults();
  const kpi = { id: 'a', people, waterfall } as Results['kpis'][number];
  const series = rows.map(([n, value, numerator, denominator], i): Cell => {
    const place = { kpi: 'a', statistic, adjustment: 'crude', unit: 'u', phase: 'post' } as const;
    return { ...place, period: `2025-01-${String(6 + 7 * i).padStart(2, '0')}`, n, value, numerator, denominator };
  });
  const program = { ...base.program, privacy: { smallest_count: k, reason: null } };
  const results = withoutSmallCounts({ ...base, program, kpis: [kpi], series });
  return {
    cells: results.series.map(({ n, value, numerator, denominator }) => [n, value, numerator, denominator]),
    reasons: results.series.map(({ reason }) => reason),
    waterfall: results.kpis[0]!.waterfall.map(({ step, n }) => [step, n]),
  };
}

describe('a KPI whose rows are about people', () => {
  test('a period with 1 to 10 people shows neither count nor value; 0 and 11 do', () => {
    const { cells, reasons } = shown('median', 'rows', [
      [10, 50, null, null],
      [1, 52, null, null],
      [11, 54, null, null],
      [0, 0, null, null],
    ]);
    expect(cells).toEqual([
      [null, null, null, null],
      [null, null, null, null],
      [11, 54, null, null],
      [0, 0, null, null],
    ]);
    expect(reasons).toEqual([WITHHELD, WITHHELD, undefined, undefined]);
  });

  test('a share stays where few people had the outcome, or few had not; both counts go', () => {
    // 4 of 60 late; 55 of 60 late, so 5 were not; 30 of 60.
    const { cells } = shown('proportion', 'rows', [
      [60, 4 / 60, 4, 60],
      [60, 55 / 60, 55, 60],
      [60, 0.5, 30, 60],
      [60, 0, 0, 60],
    ]);
    expect(cells).toEqual([
      [null, 0.067, null, null],
      [null, 0.917, null, null],
      [60, 0.5, 30, 60],
      [60, 0, 0, 60],
    ]);
  });

  test('a total that is itself a small count is not shown', () => {
    const { cells } = shown('total', 'rows', [
      [240, 4, 4, null],
      [240, 7, 7, null],
      [240, 61, 61, null],
    ]);
    expect(cells.map(([n, value]) => [n, value])).toEqual([
      [null, null],
      [null, null],
      [240, 61],
    ]);
  });

  test('one withheld value of a window could be told from its mean: the smallest other one goes too', () => {
    const { cells } = shown('mean', 'rows', [
      [7, 40, 280, 7],
      [30, 41, 1230, 30],
      [20, 42, 840, 20],
    ]);
    expect(cells).toEqual([
      [null, null, null, null],
      [30, 41, 1230, 30],
      [null, null, null, null],
    ]);
  });

  test('k is the program’s: with 6, five people are too few and six are not; with 1 everything is shown', () => {
    const rows = [
      [5, 1, null, null],
      [5, 1, null, null],
      [6, 1, null, null],
    ] as const;
    expect(shown('median', 'rows', rows, { k: 6 }).cells.map(([n]) => n)).toEqual([null, null, 6]);
    expect(shown('median', 'rows', rows, { k: 1 }).cells.map(([n]) => n)).toEqual([5, 5, 6]);
  });

  test('steps that take away few rows are told with the next one, and the way still adds up', () => {
    const { waterfall } = shown('median', 'rows', [], {
      waterfall: [
        { step: 'candidate rows', n: 1000 },
        { step: 'no-show', n: 996 },
        { step: 'cancelled', n: 950 },
        { step: 'clock change', n: 948 },
        { step: 'not yet mature', n: 900 },
        { step: 'observations', n: 900 },
      ],
    });
    expect(waterfall).toEqual([
      ['candidate rows', 1000],
      ['no-show, cancelled', 950],
      ['clock change, not yet mature', 900],
      ['observations', 900],
    ]);
  });

  test('a small step at the end goes with the one before', () => {
    const { waterfall } = shown('median', 'rows', [], {
      waterfall: [
        { step: 'candidate rows', n: 1000 },
        { step: 'cancelled', n: 950 },
        { step: 'clock change', n: 947 },
        { step: 'observations', n: 947 },
      ],
    });
    expect(waterfall).toEqual([
      ['candidate rows', 1000],
      ['cancelled, clock change', 947],
      ['observations', 947],
    ]);
  });

  test('where few rows in all do not count, or few do, the way says no more than that', () => {
    const way = (candidates: number, observations: number) =>
      shown('median', 'rows', [], {
        waterfall: [
          { step: 'candidate rows', n: candidates },
          { step: 'cancelled', n: observations },
          { step: 'observations', n: observations },
        ],
      }).waterfall;
    expect(way(1000, 997)).toEqual([['candidate rows (fewer than 11 do not count)', 1000]]);
    expect(way(100, 8)).toEqual([]);
  });
});

describe('a KPI whose numbers count people', () => {
  test('its rows are no people: n stays, small numerators and denominators go', () => {
    const { cells } = shown('rate', 'sums', [
      [1, 4.2857, 3, 7000],
      [1, 400, 4, 10],
      [1, 500, 5, 10],
      [1, 5.6, 40, 7000],
    ]);
    expect(cells).toEqual([
      [1, 4.3, null, null],
      [1, null, null, null],
      [1, null, null, null],
      [1, 5.6, 40, 7000],
    ]);
  });

  test('a total of 1 to 10 is not shown', () => {
    expect(
      shown('total', 'sums', [
        [1, 9, 9, 1],
        [1, 8, 8, 1],
        [1, 12, 12, 1],
      ]).cells,
    ).toEqual([
      [1, null, null, null],
      [1, null, null, null],
      [1, 12, 12, 1],
    ]);
  });
});

describe('what would tell a withheld count', () => {
  test('totals whose sum is a small count themselves take the smallest other one with them', () => {
    const { cells } = shown('total', 'sums', [
      [1, 3, 3, 1],
      [1, 2, 2, 1],
      [1, 40, 40, 1],
      [1, 15, 15, 1],
    ]);
    expect(cells.map(([, value]) => value)).toEqual([null, null, 40, null]);
  });

  test('a lone withheld total goes with one of its own unit and window, not with a smaller one elsewhere', () => {
    const { series } = suppressed([
      cell({ statistic: 'total', period: '2025-01-06', value: 4, numerator: 4, n: 90 }),
      cell({ statistic: 'total', period: '2025-01-13', value: 50, numerator: 50, n: 90 }),
      cell({ statistic: 'total', period: '2025-01-06', value: 20, numerator: 20, n: 90, unit: 'v' }),
      cell({ statistic: 'total', period: '2025-01-13', value: 21, numerator: 21, n: 90, unit: 'v' }),
    ]);
    expect(series.map(({ value }) => value)).toEqual([null, null, 20, 21]);
  });

  test('the same rows under another statistic: the median keeps its value without its count, a total has none', () => {
    const { series } = suppressed([
      cell({ statistic: 'proportion', value: 4 / 60, numerator: 4, denominator: 60, n: 60 }),
      cell({ statistic: 'median', value: 147, n: 60 }),
      cell({ statistic: 'total', value: 60, numerator: 60, n: 60 }),
    ]);
    expect(series.map(({ n, value }) => [n, value])).toEqual([
      [null, 0.067],
      [null, 147],
      [null, null],
    ]);
  });

  test('a limit that follows the count of its period, and an effect that is added up', () => {
    const days = ['2025-01-06', '2025-01-13', '2025-01-20'];
    const counts = { value: 0.5, numerator: 30, denominator: 60, n: 60 };
    const place = { kpi: 'a', statistic: 'proportion', adjustment: 'crude', unit: 'u' } as const;
    const { limits, counterfactuals } = suppressed(
      days.map((period, i) =>
        cell({ ...place, period, ...(i === 1 ? { ...counts, numerator: 4, value: 4 / 60 } : counts) }),
      ),
      {
        limits: [
          { ...place, phase: 'post', chart: 'p', center: 0.4, lower: null, upper: [0.6, 0.61, 0.62], periods: days },
        ],
        counterfactuals: days.map((period) => ({
          ...{ ...place, period, without: 0.6, low: 0.5, high: 0.7 },
          cumulative: { estimate: 1, low: 0, high: 2 },
        })),
      },
    );
    // One count alone could be told from the sum, so that of the first period went too.
    expect(limits[0]).toMatchObject({ lower: null, upper: [0.62], periods: ['2025-01-20'] });
    expect(counterfactuals.map(({ without, cumulative }) => [without, cumulative])).toEqual(
      days.map(() => [0.6, null]),
    );
  });
});

/** One cell of a KPI about people, where nothing else is said in unit u after stabilization. */
function cell(given: Partial<Cell>): Cell {
  const place = { kpi: 'a', adjustment: 'crude', unit: 'u', phase: 'post', period: '2025-01-06' } as const;
  return { ...place, statistic: 'mean', n: 0, value: null, numerator: null, denominator: null, ...given };
}

function suppressed(series: Cell[], more: Partial<Results> = {}): Results {
  const base = emptyResults();
  const kpi = { id: 'a', people: 'rows', waterfall: [] } as unknown as Results['kpis'][number];
  const program = { ...base.program, privacy: { smallest_count: 11, reason: null } };
  return withoutSmallCounts({ ...base, ...more, program, kpis: [kpi], series });
}

test('a KPI that concerns nobody keeps its small counts', () => {
  const rows = [[3, 0.5, 1, 2]] as const;
  expect(shown('proportion', null, rows).cells).toEqual([[3, 0.5, 1, 2]]);
});

test('an event study whose points would tell a withheld value is left out, those of other KPIs stay', () => {
  const base = emptyResults();
  const kpis = ['few', 'many'].map(
    (id) => ({ id, people: 'rows', waterfall: [] }) as unknown as Results['kpis'][number],
  );
  const place = { statistic: 'total', adjustment: 'crude', unit: 'u', phase: 'post', period: '2025-01-06' } as const;
  const cell = (kpi: string, n: number): Cell => ({ ...place, kpi, n, value: n, numerator: n, denominator: null });
  const event_study = [{ since: 0, difference: 3, units: 1 }];
  const pooled = kpis.map(({ id }) => ({ kpi: id, event_study }) as unknown as Results['pooled'][number]);
  const program = { ...base.program, privacy: { smallest_count: 11, reason: null } };
  const shown = withoutSmallCounts({ ...base, program, kpis, pooled, series: [cell('few', 4), cell('many', 400)] });
  expect(shown.pooled.map(({ kpi, event_study: points }) => [kpi, points.length])).toEqual([
    ['few', 0],
    ['many', 1],
  ]);
});
