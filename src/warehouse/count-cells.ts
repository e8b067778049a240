import type { ResolvedKpi } from '../kpi/kpi.ts';
import { addPeriods } from '../kpi/period.ts';
import type { Warehouse } from './duckdb.ts';
import { placedRows, restriction, unitSeconds } from './observation-sql.ts';

/** All that is counted and summed of a KPI's rows in one unit and period. Sums are of the rows that count. */
export interface CountedCell {
  unit: string;
  /** First local day. */
  period: string;
  /** The period's number from the one that holds 1 January 1970. */
  index: number;
  candidates: number;
  counted: number;
  open: number;
  competing: number;
  numerator: number;
  denominator: number;
  /** Sum of min(numerator, τ), τ from `restriction`; that of the numerator where τ is null. */
  restricted: number;
  /** Shortest wait of the open items, in the KPI's unit; null without any. */
  shortestWait: number | null;
  /** Local hours (since 1970) of the first and last row that counts; null without any. */
  firstHour: number | null;
  lastHour: number | null;
  zero: number;
  wholeMinute: number;
  wholeHour: number;
  excluded: Record<string, number>;
  strata: Record<string, number>;
}

/** A KPI's rows counted: by unit and period, and those that belong to neither, by the reason why they are excluded. */
export interface CountedKpi {
  cells: CountedCell[];
  unplaced: Record<string, number>;
}

type Row = Omit<CountedCell, 'unit' | 'period' | 'index' | 'excluded' | 'strata'> & {
  unit: string | null;
  index: number | null;
  excluded: string | null;
  strata: string | null;
};

/**
 * How many rows does each unit and period have, which of them count, and what do they sum to?
 *
 * One pass. Sums are of decimals with nine places, because sums of floating-point numbers vary with the number of threads.
 *
 * @param columns  what `observationColumns` gave
 * @returns cells by unit, then period
 * @example (await countCells(warehouse, kpi, columns)).cells[0]?.counted  // 412
 */
export async function countCells(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: readonly string[],
): Promise<CountedKpi> {
  const rows = await warehouse.rows<Row>(countingSql(kpi, columns), [], `kpi/${kpi.id}.sql`);
  const counted: CountedKpi = { cells: [], unplaced: {} };
  for (const { unit, index, excluded, strata, ...numbers } of rows) {
    const reasons = tally(excluded);
    if (unit === null || index === null) {
      for (const [reason, n] of Object.entries(reasons)) counted.unplaced[reason] = (counted.unplaced[reason] ?? 0) + n;
      continue;
    }
    const period = addPeriods('1970-01-01', index, kpi.periodLength);
    counted.cells.push({ unit, period, index, ...numbers, excluded: reasons, strata: tally(strata) });
  }
  return counted;
}

function countingSql(kpi: ResolvedKpi, columns: readonly string[]): string {
  const longest = restriction(kpi, columns);
  const sum = (expression: string) => `sum((${expression})::decimal(38, 9))`;
  const seconds = unitSeconds(kpi.unit);
  const micros = `(numerator * ${(seconds ?? 0) * 1_000_000})::bigint`;
  const whole = (microseconds: number) =>
    seconds === null ? '0' : `count(*) filter (where ${micros} % ${microseconds} = 0)`;
  return `${placedRows(kpi, columns)},
    fine as (
      select
        unit_id, period, stratum, outcome, excluded,
        count(*) as n,
        ${sum('numerator')} as numerator,
        ${sum('denominator')} as denominator,
        ${longest === null ? 'null::decimal(38, 9)' : sum(`least(numerator, ${longest})`)} as restricted,
        min(numerator) as shortest,
        min(observed_at) as first_at,
        max(observed_at) as last_at,
        ${seconds === null ? '0' : 'count(*) filter (where numerator = 0)'} as zero,
        ${whole(60_000_000)} as whole_minute,
        ${whole(3_600_000_000)} as whole_hour
      from placed
      group by all
    ),
    cell as (
      select
        unit_id as unit,
        period as index,
        sum(n)::bigint as candidates,
        coalesce(sum(n) filter (where excluded is null), 0)::bigint as counted,
        coalesce(sum(n) filter (where excluded is null and outcome = 'open'), 0)::bigint as open,
        coalesce(sum(n) filter (where excluded is null and outcome = 'competing'), 0)::bigint as competing,
        coalesce(sum(numerator) filter (where excluded is null), 0)::double as numerator,
        coalesce(sum(denominator) filter (where excluded is null), 0)::double as denominator,
        coalesce(sum(coalesce(restricted, numerator)) filter (where excluded is null), 0)::double as restricted,
        min(shortest) filter (where excluded is null and outcome = 'open') as "shortestWait",
        min(first_at) filter (where excluded is null) as first_at,
        max(last_at) filter (where excluded is null) as last_at,
        ${eventSum('zero')} as zero,
        ${eventSum('whole_minute')} as "wholeMinute",
        ${eventSum('whole_hour')} as "wholeHour",
        ${countsByKey('excluded', 'excluded is not null')} as excluded,
        ${countsByKey('stratum', 'excluded is null and stratum is not null')} as strata
      from fine
      group by unit_id, period
    )
    select
      * exclude (first_at, last_at),
      ${localHour('first_at')} as "firstHour",
      ${localHour('last_at')} as "lastHour"
    from cell
    order by unit, index`;
}

function eventSum(column: string): string {
  return `coalesce(sum(${column}) filter (where excluded is null and outcome = 'event'), 0)::bigint`;
}

function countsByKey(column: string, condition: string): string {
  return `to_json(list({'key': ${column}, 'n': n}) filter (where ${condition}))::varchar`;
}

function localHour(instant: string): string {
  return `(epoch_us(${instant}) + utc_offset_us(${instant})) // 3600000000`;
}

/** Counts by key, keys in order; a key may come in several parts. */
function tally(json: string | null): Record<string, number> {
  const parts = json === null ? [] : (JSON.parse(json) as { key: string; n: number }[]);
  const counts: Record<string, number> = {};
  for (const { key, n } of parts.sort((a, b) => (a.key < b.key ? -1 : 1))) counts[key] = (counts[key] ?? 0) + n;
  return counts;
}
