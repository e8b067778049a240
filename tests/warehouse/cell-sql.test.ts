import { describe, expect, test } from 'vitest';
import type { ResolvedKpi, Statistic } from '../../src/kpi/kpi.ts';
import { resolveKpi } from '../../src/kpi/resolve-kpi.ts';
import type { KpiEntry, Program } from '../../src/program/program.ts';
import { type CellSpan, cellsSql, rowsSql } from '../../src/warehouse/cell-sql.ts';
import { layersBehind } from '../../src/warehouse/layers.ts';
import { standingColumns, standingSql } from '../../src/warehouse/standing-sql.ts';
import { givenWarehouse, programOf, shipped } from '../support/warehouse.ts';

/** Statements that stand by themselves, run as printed on rows whose statistics are known. */
const given = { asOf: '2024-12-31' };
const program = { ...programOf(given), extracts: [] } as Program;
const sources = { program, catalogue: shipped, asOf: given.asOf };

function kpiOf(statistic: Statistic, sql: string, more: Partial<ResolvedKpi> = {}): ResolvedKpi {
  const kpi = shipped.kpis.find(({ id }) => id === 'imaging_order_to_report')!;
  const open = { period: null, label: null, unit: null, direction: null, per: null, parameters: {} };
  const resolved = resolveKpi(kpi, { id: 'entry', definition: kpi.id, ...open } as unknown as KpiEntry, program);
  return { ...resolved, statistic, sql, maturityDays: 0, periodLength: 'week', ...more };
}

/** Rows `(minutes, outcome)` of one unit in the week of 1 July 2024. */
function waits(rows: [number, string][]): string {
  const listed = rows.map(([minutes, outcome], i) => `('i${i}', ${minutes}, '${outcome}')`).join(', ');
  return `select 'main' as unit_id, timestamp '2024-07-03 12:00:00' as observed_at, numerator, 1 as denominator,
    outcome, item_id from (values ${listed}) as rows_(item_id, numerator, outcome)`;
}

const SPAN: Omit<CellSpan, 'statistic'> = { unit: 'main', from: '2024-07-01', to: '2024-07-01', mix: null };

async function cellOf(kpi: ResolvedKpi): Promise<{ period: string; n: number; value: number | null }[]> {
  const warehouse = await givenWarehouse(given);
  const { tables, select } = cellsSql(kpi, await standingColumns(warehouse, sources, kpi), {
    statistic: kpi.statistic,
    ...SPAN,
  });
  const statements = standingSql(sources, kpi, tables, select);
  for (const statement of statements.slice(0, -1)) await warehouse.run(statement);
  const rows = await warehouse.rows<{ period: Date; n: number; value: number | null }>(statements.at(-1)!);
  return rows.map(({ period, ...row }) => ({ period: period.toISOString().slice(0, 10), ...row }));
}

describe('a value in plain SQL', () => {
  test.each([
    // Two events, one open between them: the open item gives its weight to the later event.
    [
      'median',
      [
        [1, 'event'],
        [2, 'open'],
        [3, 'event'],
      ],
      3,
    ],
    // Every open item has waited longer: the plain percentile.
    [
      'median',
      [
        [1, 'event'],
        [2, 'event'],
        [9, 'open'],
      ],
      2,
    ],
    // Three of four never had the event.
    [
      'median',
      [
        [1, 'event'],
        [2, 'open'],
        [2, 'open'],
        [2, 'open'],
      ],
      null,
    ],
    // What ended otherwise keeps its weight: 1 of 4, 2 of 4, 3 of 4; the order 2.5 lies between 2 and 4.
    [
      'median',
      [
        [1, 'event'],
        [2, 'event'],
        [3, 'competing'],
        [4, 'event'],
      ],
      3,
    ],
    // Kaplan–Meier by hand: weights 1, –, 3/2, 3/2 of 4; the order 3.7 lies between the second (2.5) and the third (4).
    [
      'p90',
      [
        [1, 'event'],
        [2, 'open'],
        [3, 'event'],
        [4, 'event'],
      ],
      4,
    ],
  ] as [Statistic, [number, string][], number | null][])('%s of %j', async (statistic, rows, expected) => {
    expect(await cellOf(kpiOf(statistic, waits(rows)))).toEqual([
      { period: '2024-07-01', n: rows.length, value: expected },
    ]);
  });

  test('means, shares, rates and totals', async () => {
    const rows = waits([
      [10, 'event'],
      [20, 'event'],
      [60, 'event'],
    ]);
    const value = async (statistic: Statistic, more: Partial<ResolvedKpi> = {}) =>
      (await cellOf(kpiOf(statistic, rows, more)))[0]!.value;
    expect(await value('mean')).toBe(30);
    // A day at most: nothing changes; half an hour at most: 10 + 20 + 30.
    expect(await value('mean', { maturityDays: 1 })).toBe(30);
    expect(await value('mean', { maturityDays: 30 / 1440 })).toBe(20);
    expect(await value('total')).toBe(90);
    expect(await value('ratio')).toBe(30);
    expect(await value('rate', { per: 1000 })).toBe(30_000);
  });

  test('a mean with open items and nothing that bounds them has no value', async () => {
    expect(
      (
        await cellOf(
          kpiOf(
            'mean',
            waits([
              [10, 'event'],
              [20, 'open'],
            ]),
          ),
        )
      )[0]!.value,
    ).toBeNull();
  });

  test('`data_span` is made of the kinds that a text names, of all where it names none', () => {
    const spansOf = (sql: string) => layersBehind(shipped, sql).spans;
    expect(spansOf('select * from fct_unbilled_day')).toEqual(['claim']);
    expect(spansOf("select * from data_span where kind = 'claim' or kind = 'alarm'")).toEqual(['claim', 'alarm']);
    expect(spansOf('select max(ends_at) from data_span')).toBe(null);
    expect(spansOf("select * from data_span where unit_id in (select kind from unit where kind = 'none')")).toBe(null);
  });

  test('what a KPI file needs is told in the statement: macros, parameters, staging, marts', async () => {
    const exam = {
      ...{ exam_id: 'a', unit_id: 'main', modality: 'CT', priority: 'stat', patient_class: 'ed', status: 'completed' },
      ...{ ordered_at: '2024-07-03 10:00:00', final_at: '2024-07-03 10:42:00' },
    };
    const other = { ...exam, exam_id: 'b', status: 'cancelled', final_at: null };
    const warehouse = await givenWarehouse({ ...given, landed: { imaging_exam: [exam, other] } });
    const { maturityDays: _none, ...kpi } = kpiOf('median', '');
    const whole = { ...kpi, maturityDays: 14, sql: shipped.kpis.find(({ id }) => id === kpi.id)!.sql };
    const withExams = {
      ...sources,
      program: { ...program, extracts: [{ kind: 'imaging_exam' }] } as unknown as Program,
    };
    const columns = await standingColumns(warehouse, withExams, whole);
    const { tables, select } = cellsSql(whole, columns, { statistic: 'median', ...SPAN });
    const statements = standingSql(withExams, whole, tables, select);
    for (const name of ['stg_imaging_exam as (', 'fct_imaging_exam as (', 'data_span as (', 'kpi_parameter(']) {
      expect(statements.at(-1)).toContain(name);
    }
    expect(statements[0]).toContain('create or replace temp macro minutes_between');
    // Views that another run has left do not matter.
    await warehouse.run('create or replace temp view fct_imaging_exam as select 1 as wrong');
    try {
      expect((await warehouse.rows<{ value: number }>(statements.at(-1)!))[0]!.value).toBe(42);
      const rows = rowsSql(whole, columns, SPAN, 10);
      const listed = await warehouse.rows(standingSql(withExams, whole, rows.tables, rows.select).at(-1)!);
      expect(listed).toMatchObject([
        { item_id: 'a', numerator: 42, excluded: null },
        { item_id: 'b', excluded: 'cancelled' },
      ]);
    } finally {
      await warehouse.run('drop view temp.fct_imaging_exam');
    }
  });
});
