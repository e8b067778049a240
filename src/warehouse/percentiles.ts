import type { ResolvedKpi, Statistic } from '../kpi/kpi.ts';
import type { CountedCell } from './count-cells.ts';
import type { Warehouse } from './duckdb.ts';
import { inCells, placedRows } from './observation-sql.ts';
import { openPercentile } from './open-percentile.ts';

const LEVELS: Partial<Record<Statistic, number>> = { median: 0.5, p90: 0.9, p95: 0.95 };

/** Percentiles by cell (`cellKey`) and statistic; null where the open items do not let it be known. */
export type Percentiles = Map<string, Partial<Record<Statistic, number | null>>>;

export function cellKey({ unit, index }: Pick<CountedCell, 'unit' | 'index'>): string {
  return `${index} ${unit}`;
}

/** Is the statistic a percentile? */
export function isPercentile(statistic: Statistic): boolean {
  return statistic in LEVELS;
}

/**
 * Which percentiles do a KPI's cells have?
 *
 * Open items count as waiting for ever. That is the Kaplan–Meier percentile as long as each of them has waited at least that
 * long; the other cells, few, are read again item by item (open-percentile.ts).
 *
 * @param cells  those to answer for; cells with competing outcomes are left out by the caller
 * @returns type 7 percentiles of median, p90 and p95, as far as the KPI names them; empty when it names none
 * @example (await percentiles(warehouse, kpi, columns, cells)).get(cellKey(cells[0]))?.median  // 64.5
 */
export async function percentiles(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: readonly string[],
  cells: readonly CountedCell[],
): Promise<Percentiles> {
  const statistics = [kpi.statistic, ...kpi.also].filter(isPercentile);
  const found: Percentiles = new Map();
  if (statistics.length === 0 || cells.length === 0) return found;
  const levels = statistics.map((statistic) => LEVELS[statistic]!);
  const rows = await warehouse.rows<{ unit: string; index: number; levels: number[] }>(
    `${placedRows(kpi, columns)}
    select unit_id as unit, period as index,
      quantile_cont(case when outcome = 'open' then 'infinity'::double else numerator end, [${levels}]) as levels
    from placed
    where excluded is null
    group by unit_id, period`,
    [],
    `kpi/${kpi.id}.sql`,
  );
  for (const row of rows) {
    found.set(cellKey(row), Object.fromEntries(statistics.map((statistic, place) => [statistic, row.levels[place]])));
  }
  const doubtful = cells.filter(({ shortestWait, ...cell }) => {
    const values = Object.values(found.get(cellKey(cell)) ?? {}) as number[];
    return shortestWait !== null && values.some((value) => !(shortestWait >= value));
  });
  for (const [key, waits] of await waitsOf(warehouse, kpi, columns, doubtful)) {
    const read = (statistic: Statistic) => openPercentile(waits.events, waits.open, LEVELS[statistic]!);
    found.set(key, Object.fromEntries(statistics.map((statistic) => [statistic, read(statistic)])));
  }
  return found;
}

interface Waits {
  events: number[];
  open: number[];
}

async function waitsOf(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: readonly string[],
  cells: readonly CountedCell[],
): Promise<Map<string, Waits>> {
  if (cells.length === 0) return new Map();
  const rows = await warehouse.rows<{ unit: string; index: number; events: number[] | null; open: number[] }>(
    `${placedRows(kpi, columns)}
    select unit_id as unit, period as index,
      list(numerator order by numerator) filter (where outcome = 'event') as events,
      list(numerator order by numerator) filter (where outcome = 'open') as open
    from placed
    where excluded is null and ${inCells(cells)}
    group by unit_id, period`,
    [],
    `kpi/${kpi.id}.sql`,
  );
  return new Map(rows.map((row) => [cellKey(row), { events: row.events ?? [], open: row.open }]));
}
