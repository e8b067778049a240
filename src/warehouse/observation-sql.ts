import { RealizedError } from '../errors.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { PeriodLength } from '../program/program.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { values } from './parameter-tables.ts';

/** Seconds in a KPI's unit of measure, for the units that are durations. */
const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** More days, weeks or hours than lie between 1970 and any earlier day of a program. */
const BEFORE_ANY_DAY = 20_000_000;

const LOCAL_DAY = wholeUnits('local_us', 86_400_000_000);

/** The local period as a whole number that counts from the one that holds 1 January 1970. */
const PERIOD_INDEX: Record<PeriodLength, string> = {
  day: LOCAL_DAY,
  // Day 0 of the epoch was a Thursday: three days back lies its Monday.
  week: wholeUnits(`${LOCAL_DAY} + 3`, 7),
  month: '(year(make_timestamp(local_us)) - 1970) * 12 + month(make_timestamp(local_us)) - 1',
};

/** The local wall clock of an observation, in microseconds since 1970. */
export const LOCAL_US = 'epoch_us(observed_at) + utc_offset_us(observed_at)';

/** The same in gathered rows (gather-rows.ts): no KPI file calls a column so by chance. */
export const GATHERED_US = 'local µs';

/** How many whole units lie below a count that may be negative: DuckDB's own division rounds to zero, which before 1970 is up. */
export function wholeUnits(count: string, size: number): string {
  return `(${count} + ${size * BEFORE_ANY_DAY}) // ${size} - ${BEFORE_ANY_DAY}`;
}

/** How long the KPI's unit of measure is, in seconds; null for what is no duration. */
export function unitSeconds(unit: string): number | null {
  return UNIT_SECONDS[unit] ?? null;
}

/** τ of a restricted mean: the KPI's maturity in its unit; null where that is no duration or has no maturity. */
export function longestWait({ unit, maturityDays }: ResolvedKpi): number | null {
  const seconds = unitSeconds(unit);
  return seconds === null || maturityDays === 0 ? null : (maturityDays * 86_400) / seconds;
}

/** Columns that a KPI file returns, with their DuckDB types. */
export type ObservationColumns = ReadonlyMap<string, string>;

/**
 * Which columns does this KPI return?
 *
 * @throws `warehouse.sql` when one of the four that every KPI returns is missing
 */
export async function observationColumns(warehouse: Warehouse, kpi: ResolvedKpi): Promise<ObservationColumns> {
  const file = `kpi/${kpi.id}.sql`;
  const described = `describe with ${parameterTable(kpi)} select * from (\n${kpi.sql}\n)`;
  const rows = await warehouse.rows<{ column_name: string; column_type: string }>(described, [], file);
  const columns = new Map(rows.map(({ column_name: name, column_type: type }) => [name, type]));
  for (const column of ['unit_id', 'observed_at', 'numerator', 'denominator']) {
    if (!columns.has(column)) throw new RealizedError('warehouse.sql', { file, detail: `no column «${column}»` });
  }
  return columns;
}

/**
 * The head of a statement that reduces a KPI's rows: `with …, placed as (…)`.
 *
 * `placed(unit_id, local_us, period, observed_at, numerator, denominator, stratum, outcome, excluded)` is the KPI file's own
 * select with its parameters in front; `local_us` is the local wall clock in microseconds since 1970, `period` the index of the
 * local period, and a row that lacks what every observation needs is excluded for that.
 *
 * @param which  `counted`: only rows that count (`excluded` is then left out: its text would cost more than the sums)
 */
export function placedRows(kpi: ResolvedKpi, columns: ObservationColumns, which: 'all' | 'counted'): string {
  return `with ${placedTables(kpi, columns, which)}`;
}

/**
 * The tables of `placedRows`, for a statement that puts others in front; `placed` then names each row's item, too.
 *
 * @param item  whether it does (null where the KPI names none)
 */
export function placedTables(
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  which: 'all' | 'counted',
  item = false,
): string {
  const optional = (name: string, otherwise: string) => (columns.has(name) ? name : otherwise);
  const lacking = Object.entries(LACKING);
  const excluded = `coalesce(
          ${optional('excluded', 'null::varchar')},
          case ${lacking.map(([condition, reason]) => `when ${condition} then '${reason}'`).join(' ')} end
        ) as excluded`;
  const counts = [`${optional('excluded', 'null')} is null`, ...lacking.map(([condition]) => `not (${condition})`)];
  return `${parameterTable(kpi)},
    observation as (\n${kpi.sql}\n),
    placed as (
      select
        unit_id,
        ${columns.has(GATHERED_US) ? `"${GATHERED_US}"` : LOCAL_US} as local_us,
        ${PERIOD_INDEX[kpi.periodLength]} as period,
        observed_at,
        numerator,
        denominator,
        ${optional('stratum', 'null::varchar')} as stratum,
        ${optional('outcome', "'event'")} as outcome${item ? `,\n        ${optional('item_id', 'null::varchar')} as item_id` : ''}${which === 'all' ? `,\n        ${excluded}` : ''}
      from observation
      ${which === 'counted' ? `where ${counts.join(' and ')}` : ''}
    )`;
}

/** What every observation needs: condition of its lack → reason of exclusion. */
const LACKING = {
  'unit_id is null': 'no unit',
  'observed_at is null': 'no start event',
  'numerator is null or denominator is null': 'no value',
};

/** `kpi_parameter` with what this KPI's entry says, as a common table expression. */
export function parameterTable(kpi: ResolvedKpi): string {
  const rows = Object.entries(kpi.values).map(([name, value]) => [kpi.id, name, value]);
  return `kpi_parameter(kpi, name, value) as (${values(['kpi', 'name', 'value'], rows)})`;
}

/** A condition that holds for the given cells of `placed`. */
export function inCells(cells: readonly { unit: string; index: number }[]): string {
  const pairs = cells.map(({ unit, index }) => `(${sqlText(unit)}, ${index})`);
  return `(placed.unit_id, placed.period) in (${pairs.join(', ')})`;
}
