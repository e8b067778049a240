import type { ResolvedKpi, StandardMix } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { cellKey, type MeasuredCell } from './measured-cell.ts';
import { inCells, type ObservationColumns, placedRows } from './observation-sql.ts';
import type { Percentiles } from './percentiles.ts';
import { heldTables, percentileOf, reachedTables, TOLERANCE } from './standardised-sql.ts';
import type { HeldCell } from './standardised-value.ts';
import { ENDED_WAIT, percentileStatistics } from './sum-cells.ts';

/**
 * Which percentiles would a KPI's cells have, had each the baseline's mix of cases?
 *
 * Each part of a cell weighs its share of the mix: the percentile is that of Σ share × distribution of the part. As for crude
 * percentiles, open items wait for ever in a first pass, and the few cells where that may be wrong are read again item by item.
 *
 * @param cells  of units that have a mix, with what they have of it by rows
 * @returns median, p90 and p95 by cell, as far as the KPI names them; null where one is not reached, or the mix is not there
 * @source  direct standardisation of a distribution function; with open items, direct adjusted survival curves (Makuch 1982, J Chronic Dis
 *          35:437); weighted type 7 as R Hmisc::wtd.quantile
 * @example (await standardisedPercentiles(warehouse, kpi, columns, cells, mixes)).get(cellKey(cells[0]))?.median  // 61
 */
export async function standardisedPercentiles(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  cells: readonly { cell: MeasuredCell; held: HeldCell }[],
  mixes: readonly StandardMix[],
): Promise<Percentiles> {
  if (percentileStatistics(kpi).length === 0) return new Map();
  const file = `kpi/${kpi.id}.sql`;
  const weights = JSON.stringify(cells.map(weightsOf));
  const rows = await warehouse.rows<ReadCell>(
    `${placedRows(kpi, columns, 'counted')},
    ${binnedTables(kpi)}
    ${select(kpi, false)}`,
    [weights],
    file,
  );
  const found: Percentiles = new Map(rows.map((row) => [cellKey(row), named(kpi, row)]));
  const bounds = new Map(rows.map((row) => [cellKey(row), Math.max(...row.bounds.map((bound) => bound ?? Infinity))]));
  const doubtful = cells.flatMap(({ cell }) => {
    const shortest = cell.sums?.shortestWait ?? null;
    return shortest !== null && shortest < (bounds.get(cellKey(cell)) ?? Number.NEGATIVE_INFINITY) ? cell : [];
  });
  if (doubtful.length === 0) return found;
  const again = await warehouse.rows<ReadCell>(
    `${placedRows(kpi, columns, 'counted')},
    ${heldTables(mixes, kpi.statistic, inCells(doubtful))},
    ${reachedTables(true)}
    ${select(kpi, true)}`,
    [],
    file,
  );
  for (const row of again) found.set(cellKey(row), named(kpi, row));
  return found;
}

interface ReadCell {
  unit: string;
  index: number;
  values: (number | null)[];
  bounds: (number | null)[];
}

function named(kpi: ResolvedKpi, { values }: ReadCell) {
  return Object.fromEntries(percentileStatistics(kpi).map(({ statistic }, i) => [statistic, values[i] ?? null]));
}

function select(kpi: ResolvedKpi, openEnded: boolean): string {
  const of = percentileStatistics(kpi).map(({ level }) => percentileOf(level, openEnded));
  return `select
      unit_id as unit,
      period as index,
      [${of.map(({ value }) => value).join(', ')}] as values,
      [${of.map(({ bound }) => bound).join(', ')}] as bounds
    from reached
    group by unit_id, period`;
}

/** What one row of each stratum weighs in a cell, stratum by stratum; the weights of its rows add up to their number. */
function weightsOf({ cell: { unit, index }, held: { parts, held, n } }: { cell: MeasuredCell; held: HeldCell }) {
  const strata = parts.flatMap((part) => part.strata);
  const weights = parts.flatMap(({ share, strata, sums }) => strata.map(() => (share * n) / (held * sums.counted)));
  return { unit, index, n, held, strata, weights };
}

/**
 * `reached` (standardised-sql.ts) without a sort of all rows: weights are first summed in narrow bins of the wait, and only the
 * bins that hold an order which a percentile is read from are ordered row by row.
 */
function binnedTables(kpi: ResolvedKpi): string {
  const orders = percentileStatistics(kpi).flatMap(({ level }) => {
    const low = `floor(1 + (n - 1) * ${level} + 1e-9)`;
    return [low, `${low} + 1`];
  });
  return `weight as (
      select unit, index, n, held, unnest(strata) as stratum, unnest(weights) as weight
      from (
        select unnest(from_json($1::json, '[{"unit": "varchar", "index": "bigint", "n": "bigint", "held": "double",
          "strata": ["varchar"], "weights": ["double"]}]'), max_depth := 2)
      )
    ),
    weighed as (
      select
        unit_id,
        period,
        ${ENDED_WAIT}::double as wait,
        ${BIN} as bin,
        weight,
        n,
        held
      from placed
      inner join weight on unit_id = unit and period = index and coalesce(placed.stratum, '') = weight.stratum
    ),
    binned as (
      select unit_id, period, bin, any_value(n) as n, sum(weight) as weight
      from weighed
      group by unit_id, period, bin
    ),
    rising as (
      select *, sum(weight) over (partition by unit_id, period order by bin) as reached
      from binned
    ),
    sought as (
      select *
      from rising
      where ${orders.map((order) => `(reached >= ${order} - ${TOLERANCE} * n and reached - weight < ${order} - ${TOLERANCE} * n)`).join('\n        or ')}
    ),
    reached as (
      select
        weighed.unit_id,
        weighed.period,
        wait,
        weighed.n,
        held,
        sought.reached - sought.weight + sum(weighed.weight) over (
          partition by weighed.unit_id, weighed.period, weighed.bin order by wait
        ) as reached
      from weighed
      inner join sought
        on sought.unit_id = weighed.unit_id and sought.period = weighed.period and sought.bin = weighed.bin
    )`;
}

/** Rises with the wait; a bin is as wide as a hundredth of the wait where that is long. */
const BIN = 'floor(100 * sign(wait) * ln(1 + abs(wait)))';
