import type { ResolvedKpi, Statistic } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { cellKey, type MeasuredCell } from './measured-cell.ts';
import { inCells, type ObservationColumns, placedRows } from './observation-sql.ts';
import { openPercentile } from './open-percentile.ts';
import { percentileStatistics } from './sum-cells.ts';

/** Percentiles by cell (`cellKey`) and statistic; null where the open items do not let it be known. */
export type Percentiles = Map<string, Partial<Record<Statistic, number | null>>>;

/**
 * Which percentiles do a KPI's cells have, open items taken into account?
 *
 * In the one pass over the rows (sum-cells.ts) open items wait for ever. That is the Kaplan–Meier percentile as long as each
 * of them has waited at least that long; the other cells, few, are read again item by item (open-percentile.ts).
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
    else found.set(cellKey(cell), Object.fromEntries(statistics.map(({ statistic }, at) => [statistic, values[at]])));
  }
  if (doubtful.length === 0) return found;
  for (const { events, open, ...cell } of await waitsOf(warehouse, kpi, columns, doubtful)) {
    const read = statistics.map(({ statistic, level }) => [statistic, openPercentile(events ?? [], open ?? [], level)]);
    found.set(cellKey(cell), Object.fromEntries(read));
  }
  return found;
}

interface Waits {
  unit: string;
  index: number;
  events: number[] | null;
  open: number[] | null;
}

function waitsOf(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  cells: readonly MeasuredCell[],
): Promise<Waits[]> {
  return warehouse.rows<Waits>(
    `${placedRows(kpi, columns, 'counted')}
    select unit_id as unit, period as index,
      list(numerator::double order by numerator) filter (where outcome = 'event') as events,
      list(numerator::double order by numerator) filter (where outcome = 'open') as open
    from placed
    where ${inCells(cells)}
    group by unit_id, period`,
    [],
    `kpi/${kpi.id}.sql`,
  );
}
