import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { type ObservationColumns, placedRows } from './observation-sql.ts';
import { type SummedCell, summedColumns } from './sum-cells.ts';

/** What the rows of one unit, period and stratum that count sum up to. */
export interface StratumSums
  extends Pick<SummedCell, 'counted' | 'open' | 'competing' | 'numerator' | 'denominator' | 'restricted'> {
  unit: string;
  /** The period's number from the one that holds 1 January 1970. */
  index: number;
  /** Empty for rows without one. */
  stratum: string;
}

/**
 * What do a KPI's rows sum up to in each unit, period and stratum?
 *
 * A pass of its own: the counts for the instrument checks, grouped as finely as this, would cost three times as much.
 *
 * @returns those with at least one row that counts, by unit, period, stratum; none where the KPI has no strata
 * @example (await stratumSums(warehouse, kpi, columns))[0]  // { unit: 'main/imaging', index: 2817, stratum: 'stat, CT', counted: 12, … }
 */
export async function stratumSums(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
): Promise<StratumSums[]> {
  if (!columns.has('stratum')) return [];
  const { open, competing, numerator, denominator, restricted } = summedColumns(kpi, columns);
  return warehouse.rows(
    `${placedRows(kpi, columns, 'counted')}
    select
      unit_id as unit,
      period as index,
      coalesce(stratum, '') as stratum,
      count(*) as counted,
      ${open} as open,
      ${competing} as competing,
      ${numerator} as numerator,
      ${denominator} as denominator,
      ${restricted} as restricted
    from placed
    group by all
    order by unit, index, stratum`,
    [],
    `kpi/${kpi.id}.sql`,
  );
}
