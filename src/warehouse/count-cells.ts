import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { type ObservationColumns, placedRows } from './observation-sql.ts';

/** How the rows of one unit and period came about. Rows without a unit or a start event have null there. */
export interface CountedCell {
  unit: string | null;
  /** The period's number from the one that holds 1 January 1970. */
  index: number | null;
  /** Rows left out, by their first reason. */
  excluded: Record<string, number>;
  /** Rows that count, by stratum; empty where the KPI has none. */
  strata: Record<string, number>;
}

/**
 * Which rows does each unit and period have, and why are some of them left out?
 *
 * @returns cells with at least one candidate row, by unit, then period; keys in order
 * @example (await countCells(warehouse, kpi, columns))[0]?.excluded  // { cancelled: 12, 'negative interval': 3 }
 */
export async function countCells(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
): Promise<CountedCell[]> {
  const rows = await warehouse.rows<{ unit: string | null; index: number | null; excluded: string; strata: string }>(
    `${placedRows(kpi, columns, 'all')},
    fine as (
      select unit_id, period, excluded, case when excluded is null then stratum end as stratum, count(*) as n
      from placed
      group by all
    )
    select
      unit_id as unit,
      period as index,
      ${countsByKey('excluded')} as excluded,
      ${countsByKey('stratum')} as strata
    from fine
    group by unit_id, period
    order by unit, index`,
    [],
    `kpi/${kpi.id}.sql`,
  );
  return rows.map(({ excluded, strata, ...cell }) => ({ ...cell, excluded: counts(excluded), strata: counts(strata) }));
}

function countsByKey(column: string): string {
  return `to_json(list({'key': ${column}, 'n': n} order by ${column}) filter (where ${column} is not null))::varchar`;
}

function counts(json: string | null): Record<string, number> {
  const list = json === null ? [] : (JSON.parse(json) as { key: string; n: number }[]);
  return Object.fromEntries(list.map(({ key, n }) => [key, n]));
}
