import { expect, test } from 'vitest';
import type { ResolvedKpi, Statistic } from '../../src/kpi/kpi.ts';
import { resolveKpi } from '../../src/kpi/resolve-kpi.ts';
import type { KpiEntry, Program } from '../../src/program/program.ts';

import { cellsSql } from '../../src/warehouse/cell-sql.ts';
import { measureKpi } from '../../src/warehouse/measure.ts';
import { standingColumns, standingSql } from '../../src/warehouse/standing-sql.ts';
import { seededUniform } from '../support/series.ts';
import { givenWarehouse, programOf, shipped } from '../support/warehouse.ts';

/** A row as a KPI file returns it: the week (0: the baseline), stratum, numerator, denominator, outcome, and the unit. */
type Row = [
  week: number,
  stratum: string | null,
  numerator: number,
  denominator?: number,
  outcome?: string,
  unit?: string,
];

const given = { asOf: '2024-12-31' };
const BASELINE = '2024-05-06';
const reference = { units: ['main', 'east'], isBaseline: (_: string, period: string) => period === BASELINE };

function kpiOf(statistic: Statistic, rows: readonly Row[], more: Partial<ResolvedKpi> = {}): ResolvedKpi {
  const kpi = shipped.kpis.find(({ id }) => id === 'imaging_order_to_report')!;
  const open = { period: null, label: null, unit: null, direction: null, per: null, parameters: {} };
  const resolved = resolveKpi(kpi, { id: 'entry', definition: kpi.id, ...open } as unknown as KpiEntry, {
    period: 'week',
  });
  const listed = rows.map(([week, stratum, numerator, denominator = 1, outcome = 'event', unit = 'main']) => {
    const text = stratum === null ? 'null' : `'${stratum}'`;
    return `(${week}, ${text}, ${numerator}::double, ${denominator}::double, '${outcome}', '${unit}')`;
  });
  const sql = `select unit_id, timestamp '2024-05-08 12:00:00' + to_days(7 * week) as observed_at, numerator, denominator,
    stratum, outcome from (values ${listed.join(', ')}) as given(week, stratum, numerator, denominator, outcome, unit_id)`;
  return { ...resolved, statistic, also: [], sql, maturityDays: 0, ...more };
}

async function measured(kpi: ResolvedKpi) {
  return measureKpi(await givenWarehouse(given), kpi, given.asOf, reference);
}

/** The standardised values by period of the unit main. */
async function standardised(kpi: ResolvedKpi) {
  const { series } = await measured(kpi);
  const own = series.find(({ adjustment, unit }) => adjustment === 'standardised' && unit === 'main');
  return own?.cells.map(({ n, value, volume }) => ({ n, value, volume })) ?? null;
}

const times = (n: number, row: Row): Row[] => Array.from({ length: n }, () => row);

/** So many rows of a stratum in a week, the first of them with the event. */
const share = (week: number, stratum: string | null, n: number, events: number): Row[] => [
  ...times(events, [week, stratum, 1]),
  ...times(n - events, [week, stratum, 0]),
];

test('a share at the mix of the baseline: what moved by the mix alone does not move', async () => {
  // Baseline 30 : 20, shares 0.1 and 0.3; then 10 : 40 at the same shares: crude 0.18 → 0.26, standardised 0.18 both times.
  const rows = [...share(0, 'a', 30, 3), ...share(0, 'b', 20, 6), ...share(1, 'a', 10, 1), ...share(1, 'b', 40, 12)];
  const kpi = kpiOf('proportion', rows);
  const { series, mixes } = await measured(kpi);
  expect(series.map(({ adjustment, cells }) => [adjustment, ...cells.map(({ value }) => value)])).toEqual([
    ['crude', 0.18, 0.26],
    ['standardised', expect.closeTo(0.18, 12), expect.closeTo(0.18, 12)],
  ]);
  expect(series[1]!.cells[1]).toMatchObject({ n: 50, numerator: null, denominator: null, volume: 50 });
  expect(mixes).toEqual([
    {
      unit: 'main',
      parts: [
        { strata: ['a'], others: false, rows: 0.6, denominator: 0.6 },
        { strata: ['b'], others: false, rows: 0.4, denominator: 0.4 },
      ],
    },
  ]);
});

test('a rate is weighed by exposure, not by rows', async () => {
  // Exposure 100 : 300 in five rows each; then rates 2/50 and 30/100: 0.25 × 0.04 + 0.75 × 0.3 = 0.235, per 10.
  const rows: Row[] = [
    ...times(5, [0, 'a', 1, 20]),
    ...times(5, [0, 'b', 3, 60]),
    ...times(2, [1, 'a', 1, 25]),
    ...times(4, [1, 'b', 7.5, 25]),
  ];
  const found = await standardised(kpiOf('rate', rows, { per: 10 }));
  expect(found![1]).toEqual({ n: 6, value: expect.closeTo(2.35, 12), volume: 15 });
});

/** Six and six at first, then six and twelve: a row of a weighs 18 × 0.5 / 6 = 1.5, one of b 0.75. */
const sixTwelve: Row[] = [
  ...times(6, [0, 'a', 1]),
  ...times(6, [0, 'b', 1]),
  ...[10, 20, 30, 40, 50, 60].map((wait): Row => [1, 'a', wait]),
  ...Array.from({ length: 12 }, (_, i): Row => [1, 'b', 100 + 10 * i]),
];

test('a median of weighted rows, and the mean beside it', async () => {
  // Order 1 + 17/2 = 9.5: weight 9 is reached at 60, weight 10 (9 + 0.75 + 0.75) at 110; half-way 85.
  const { series } = await measured(kpiOf('median', sixTwelve, { also: ['mean'] }));
  const [median, mean] = series.filter(({ adjustment }) => adjustment === 'standardised');
  expect(median!.cells[1]).toMatchObject({ value: expect.closeTo(85, 9), n: 18, volume: 18 });
  // (35 + 155) / 2; the crude mean is (6 × 35 + 12 × 155) / 18 = 115.
  expect(mean!.cells[1]!.value).toBeCloseTo(95, 12);
  expect(
    series.find(({ adjustment, statistic }) => adjustment === 'crude' && statistic === 'mean')!.cells[1]!.value,
  ).toBe(115);
});

/** Five and five; in a one is still open after 20. */
const withOpen: Row[] = [
  ...times(5, [0, 'a', 1]),
  ...times(5, [0, 'b', 1]),
  ...[10, 30, 40, 50].map((wait): Row => [1, 'a', wait]),
  [1, 'a', 20, 1, 'open'],
  ...[100, 110, 120, 130, 140].map((wait): Row => [1, 'b', wait]),
];

test('an open item gives its weight to those of its own stratum that waited longer', async () => {
  // a: 10 weighs 1, then 4/3 each: 5 is reached at 50; order 1 + 9/2 = 5.5 lies between 50 and 100.
  expect((await standardised(kpiOf('median', withOpen)))![1]!.value).toBeCloseTo(75, 9);
});

test('what is never reached has no value, with its reason', async () => {
  const rows: Row[] = [
    ...times(5, [0, 'a', 1]),
    ...times(5, [0, 'b', 1]),
    ...times(5, [1, 'a', 9]),
    ...times(5, [1, 'b', 9, 1, 'competing']),
    ...times(2, [1, 'a', 10, 1, 'open']),
  ];
  const { series } = await measured(kpiOf('p90', rows));
  expect(series[1]!.cells[1]).toMatchObject({ value: null, reason: expect.stringContaining('not reached') });
});

test('rare strata, those without a name and those never seen before are weighed as one', async () => {
  const rows = [
    ...share(0, 'a', 14, 7),
    ...share(0, 'b', 3, 0),
    ...share(0, null, 3, 3),
    ...share(1, 'a', 10, 5),
    ...share(1, 'c', 4, 1),
  ];
  const { series, mixes } = await measured(kpiOf('proportion', rows));
  expect(mixes[0]!.parts).toEqual([
    { strata: ['a'], others: false, rows: 0.7, denominator: 0.7 },
    { strata: ['', 'b'], others: true, rows: 0.3, denominator: 0.3 },
  ]);
  // 0.7 × 5/10 + 0.3 × 1/4
  expect(series[1]!.cells[1]!.value).toBeCloseTo(0.425, 12);
});

test('a stratum that the baseline never saw weighs nothing where none of its own was rare', async () => {
  const rows = [...share(0, 'a', 6, 3), ...share(0, 'b', 6, 0), ...share(1, 'a', 8, 4), ...share(1, 'b', 8, 0)];
  const found = await standardised(kpiOf('proportion', [...rows, ...share(1, 'c', 50, 50)]));
  expect(found![1]).toEqual({ n: 16, value: 0.25, volume: 66 });
});

/** Eleven weeks; in the last, what makes up so much of the baseline is missing. */
function missing(part: number): Row[] {
  const weeks = Array.from({ length: 10 }, (_, week) => [
    ...share(week, 'a', 100 - part, 10),
    ...share(week, 'b', part, 0),
  ]).flat();
  return [...weeks, ...share(10, 'a', 50, 10)];
}

test('a tenth of the mix may be missing, and goes to the rest; with more there is no value', async () => {
  expect((await standardised(kpiOf('proportion', missing(10))))!.at(-1)!.value).toBeCloseTo(0.2, 12);
  expect((await standardised(kpiOf('median', missing(10))))!.at(-1)!.value).toBe(0);
  expect((await standardised(kpiOf('proportion', missing(11))))!.at(-1)!.value).toBeNull();
  expect((await standardised(kpiOf('median', missing(11))))!.at(-1)!.value).toBeNull();
});

test.each<[string, Row[]]>([
  ['every stratum is rare', [...share(0, 'a', 4, 1), ...share(0, 'b', 4, 1), ...share(1, 'a', 9, 1)]],
  ['half of the weeks lack a stratum', [...share(0, 'a', 9, 1), ...share(0, 'b', 9, 1), ...share(1, 'a', 9, 1)]],
  ['there is no baseline', [...share(1, 'a', 9, 1), ...share(1, 'b', 9, 1)]],
])('no series where %s, and a finding says so', async (_, rows) => {
  const { series, mixes, findings } = await measured(kpiOf('proportion', rows));
  expect([series.map(({ adjustment }) => adjustment), mixes]).toEqual([['crude'], []]);
  expect(findings.map(({ code }) => code)).toContain('mix-not-held');
});

test('units that are compared have standardised series all, or none; other units do not matter', async () => {
  const good = (unit: string): Row[] =>
    [...share(0, 'a', 9, 1), ...share(0, 'b', 9, 2)].map(([w, s, x]) => [w, s, x, 1, 'event', unit]);
  const adjustments = async (rows: Row[]) =>
    (await measured(kpiOf('proportion', rows))).series.map(({ unit, adjustment }) => `${unit} ${adjustment}`);
  expect(await adjustments([...good('main'), ...good('east')])).toEqual([
    ...['east crude', 'main crude'],
    ...['east standardised', 'main standardised'],
  ]);
  const thin: Row[] = [...good('main'), [0, 'a', 1, 1, 'event', 'east'], [0, 'b', 1, 1, 'event', 'east']];
  expect(await adjustments(thin)).toEqual(['east crude', 'main crude']);
  const elsewhere: Row[] = [...good('main'), [0, 'a', 1, 1, 'event', 'west'], [0, 'b', 1, 1, 'event', 'west']];
  expect(await adjustments(elsewhere)).toEqual(['main crude', 'west crude', 'main standardised']);
});

test('without strata, or with one alone, there is nothing to hold', async () => {
  const { series, findings } = await measured(kpiOf('proportion', share(0, 'a', 9, 1)));
  expect([series.length, findings]).toEqual([1, []]);
  expect(await standardised(kpiOf('total', [...share(0, 'a', 9, 1), ...share(0, 'b', 9, 1)]))).toBeNull();
});

/** Weeks of 60 rows, half of each stratum; some still open, some ended otherwise. */
function drawn(seed: number, outcomes: readonly string[]): Row[] {
  const uniform = seededUniform(seed);
  return Array.from({ length: 4 }, (_, week) =>
    Array.from({ length: 60 }, (_, i): Row => {
      const outcome = outcomes[Math.floor(uniform() * outcomes.length)]!;
      return [week, i % 2 === 0 ? 'a' : 'b', Math.round(uniform() * 40), 1, outcome];
    }),
  ).flat();
}

test.each<Statistic>(['median', 'p90', 'p95', 'mean', 'proportion', 'ratio'])(
  'at an unchanged mix a %s is the crude one',
  async (statistic) => {
    const { series } = await measured(kpiOf(statistic, drawn(7, ['event'])));
    const [crude, held] = series.map(({ cells }) => cells.map(({ value }) => value));
    expect(held).toEqual(crude!.map((value) => expect.closeTo(value!, 9)));
  },
);

test('how rows lie decides nothing', async () => {
  const rows = drawn(11, ['event', 'event', 'event', 'open', 'competing']);
  const [before, after] = [rows, rows.toReversed()].map((own) => kpiOf('median', own, { also: ['p90'] }));
  expect((await measured(after!)).series).toEqual((await measured(before!)).series);
});

test.each<[Statistic, string[]]>([
  ['median', ['event']],
  ['p90', ['event', 'event', 'event', 'event', 'open']],
  ['median', ['event', 'event', 'open', 'competing']],
  ['mean', ['event', 'open']],
  ['proportion', ['event']],
  ['rate', ['event']],
])('a %s of %s in plain SQL is that of the product', async (statistic, outcomes) => {
  const rows = drawn(13, outcomes).map(([week, stratum, wait, , outcome = 'event'], i): Row => {
    // A third stratum, rare, and another mix in every week.
    const mixed = i % 17 === 0 ? 'c' : i % (5 + week) === 0 ? 'a' : stratum;
    // A mean needs open items that were watched for the maturity: a day.
    return [week, mixed, statistic === 'mean' && outcome === 'open' ? 2000 : wait, 1, outcome];
  });
  const kpi = kpiOf(statistic, rows, { maturityDays: statistic === 'mean' ? 1 : 0 });
  const { series, mixes } = await measured(kpi);
  const cells = series.find(({ adjustment }) => adjustment === 'standardised')!.cells;
  expect(cells.some(({ value }) => value !== null)).toBe(true);
  const warehouse = await givenWarehouse(given);
  const program = { ...programOf(given), extracts: [] } as Program;
  const sources = { program, catalogue: shipped, asOf: given.asOf };
  const span = { statistic, unit: 'main', from: cells[0]!.period, to: cells.at(-1)!.period, mix: mixes[0]! };
  const { tables, select } = cellsSql(kpi, await standingColumns(warehouse, sources, kpi), span);
  const statements = standingSql(sources, kpi, tables, select);
  for (const statement of statements.slice(0, -1)) await warehouse.run(statement);
  const again = await warehouse.rows<{ n: number; value: number | null }>(statements.at(-1)!);
  expect(again.map(({ n, value }) => [n, value])).toEqual(
    cells.map(({ n, value }) => [n, value === null ? null : expect.closeTo(value, 9)]),
  );
});
