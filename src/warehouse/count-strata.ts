import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { type ObservationColumns, placedRows } from './observation-sql.ts';

/** Of which strata the rows of one unit and period that count are. */
export interface Mix {
  unit: string;
  /** The period's number from the one that holds 1 January 1970. */
  index: number;
  /** Rows by stratum, in order; rows without one are not in it. */
  strata: Record<string, number>;
}

/**
 * Which mix of strata do each unit and period have?
 *
 * A pass of its own: grouped as finely as this, the sums beside it would cost three times as much.
 *
 * @returns cells with at least one row that counts, by unit, then period; none where the KPI has no strata
 * @example (await countStrata(warehouse, kpi, columns))[0]?.strata  // { 'stat, CT': 12, 'urgent, CT': 3 }
 */
export async function countStrata(warehouse: Warehouse, kpi: ResolvedKpi, columns: ObservationColumns): Promise<Mix[]> {
  if (!columns.has('stratum')) return [];
  const rows = await warehouse.rows<Omit<Mix, 'strata'> & { strata: string | null }>(
    `${placedRows(kpi, columns, 'counted')},
    fine as (
      select unit_id, period, stratum, count(*) as n
      from placed
      group by all
    )
    select
      unit_id as unit,
      period as index,
      to_json(list({'key': stratum, 'n': n} order by stratum) filter (where stratum is not null))::varchar as strata
    from fine
    group by unit_id, period
    order by unit, index`,
    [],
    `kpi/${kpi.id}.sql`,
  );
  return rows.map(({ strata, ...cell }) => {
    const list = JSON.parse(strata ?? '[]') as { key: string; n: number }[];
    return { ...cell, strata: Object.fromEntries(list.map(({ key, n }) => [key, n])) };
  });
}
