import type { ResolvedKpi, Statistic } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { cellKey, type MeasuredCell } from './measured-cell.ts';
import { inCells, type ObservationColumns, placedRows } from './observation-sql.ts';
import { openPercentile, type Waits } from './open-percentile.ts';
import { percentileStatistics } from './sum-cells.ts';

/** Percentiles by cell (`cellKey`) and statistic; null where it is not reached, as far as the open items let it be known. */
export type Percentiles = Map<string, Partial<Record<Statistic, number | null>>>;

/**
 * Which percentiles do a KPI's cells have, open items and competing ends taken into account?
 *
 * In the one pass over the rows (sum-cells.ts) both wait for ever. That is the percentile of Kaplan–Meier, or of the cumulative
 * incidence, as long as each open item has waited at least that long; the other cells, few, are read again item by item
 * (open-percentile.ts).
 *
 * @returns median, p90 and p95 of the given cells, as far as the KPI names them; a cell whose rows do not count has none
 * @example (await percentiles(warehouse, kpi, columns, cells)).get(cellKey(cells[0]))?.median  // 64.5
 */
export async function percentiles(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  cells: readonly MeasuredCell[],
): Promise<Percentiles> {
  const statistics = percentileStatistics(kpi);
  const found: Percentiles = new Map();
  const doubtful: MeasuredCell[] = [];
  for (const cell of cells) {
    const values = cell.sums?.percentiles ?? [];
    const shortest = cell.sums?.shortestWait ?? null;
    if (shortest !== null && values.some((value) => !(shortest >= value))) doubtful.push(cell);
    else
      found.set(
        cellKey(cell),
        Object.fromEntries(statistics.map(({ statistic }, at) => [statistic, reached(values[at])])),
      );
  }
  if (doubtful.length === 0) return found;
  for (const { unit, index, ...waits } of await waitsOf(warehouse, kpi, columns, doubtful)) {
    const read = statistics.map(({ statistic, level }) => [statistic, openPercentile(waits, level)]);
    found.set(cellKey({ unit, index }), Object.fromEntries(read));
  }
  return found;
}

function reached(value: number | undefined): number | null {
  return value === undefined || value === Number.POSITIVE_INFINITY ? null : value;
}

function waitsOf(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  cells: readonly MeasuredCell[],
): Promise<(Waits & { unit: string; index: number })[]> {
  const list = (outcome: string) =>
    `coalesce(list(numerator::double order by numerator) filter (where outcome = '${outcome}'), [])`;
  return warehouse.rows(
    `${placedRows(kpi, columns, 'counted')}
    select unit_id as unit, period as index,
      ${list('event')} as events, ${list('open')} as open, ${list('competing')} as competing
    from placed
    where ${inCells(cells)}
    group by unit_id, period`,
    [],
    `kpi/${kpi.id}.sql`,
  );
}
