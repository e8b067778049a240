import { RealizedError } from '../errors.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { PeriodLength } from '../program/program.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { values } from './parameter-tables.ts';

/** Seconds in a KPI's unit of measure, for the units that are durations. */
const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** The local period of an instant as a whole number that counts from the one that holds 1 January 1970. */
const PERIOD_INDEX: Record<PeriodLength, (instant: string) => string> = {
  day: (instant) => localDay(instant),
  // Day 0 of the epoch was a Thursday: three days back lies its Monday.
  week: (instant) => `(${localDay(instant)} + 3) // 7`,
  month: (instant) => `(year(local_time(${instant})) - 1970) * 12 + month(local_time(${instant})) - 1`,
};

function localDay(instant: string): string {
  return `(epoch_us(${instant}) + utc_offset_us(${instant})) // 86400000000`;
}

/** How long the KPI's unit of measure is, in seconds; null for what is no duration. */
export function unitSeconds(unit: string): number | null {
  return UNIT_SECONDS[unit] ?? null;
}

/** The longest time that a mean counts, in the KPI's unit: its maturity lag, for durations that may be open; else null. */
export function restriction(kpi: ResolvedKpi, columns: readonly string[]): number | null {
  const seconds = unitSeconds(kpi.unit);
  if (seconds === null || kpi.maturityDays === 0 || !columns.includes('outcome')) return null;
  return (kpi.maturityDays * 86_400) / seconds;
}

/**
 * Which columns does this KPI return?
 *
 * @throws `warehouse.sql` when one of the four that every KPI returns is missing
 */
export async function observationColumns(warehouse: Warehouse, kpi: ResolvedKpi): Promise<string[]> {
  const file = `kpi/${kpi.id}.sql`;
  const described = `describe with ${parameterTable(kpi)} select * from (\n${kpi.sql}\n)`;
  const rows = await warehouse.rows<{ column_name: string }>(described, [], file);
  const columns = rows.map(({ column_name: name }) => name);
  for (const column of ['unit_id', 'observed_at', 'numerator', 'denominator']) {
    if (!columns.includes(column)) throw new RealizedError('warehouse.sql', { file, detail: `no column «${column}»` });
  }
  return columns;
}

/**
 * The head of a statement that reduces a KPI's rows: `with …, placed as (…)`.
 *
 * `placed(unit_id, period, observed_at, numerator, denominator, stratum, outcome, excluded)` is the KPI file's own select
 * with its parameters in front; `period` is the index of the local period, and a row that lacks what every observation
 * needs is excluded for that.
 *
 * @param columns  what `observationColumns` gave
 */
export function placedRows(kpi: ResolvedKpi, columns: readonly string[]): string {
  const optional = (name: string, otherwise: string) => (columns.includes(name) ? name : otherwise);
  return `with ${parameterTable(kpi)},
    observation as (\n${kpi.sql}\n),
    placed as (
      select
        unit_id,
        ${PERIOD_INDEX[kpi.periodLength]('observed_at')} as period,
        observed_at,
        numerator::double as numerator,
        denominator::double as denominator,
        ${optional('stratum', 'null::varchar')} as stratum,
        ${optional('outcome', "'event'")} as outcome,
        coalesce(
          ${optional('excluded', 'null::varchar')},
          case
            when unit_id is null then 'no unit'
            when observed_at is null then 'no start event'
            when numerator is null or denominator is null then 'no value'
          end
        ) as excluded
      from observation
    )`;
}

function parameterTable(kpi: ResolvedKpi): string {
  const rows = Object.entries(kpi.values).map(([name, value]) => [kpi.id, name, value]);
  return `kpi_parameter(kpi, name, value) as (${values(['kpi', 'name', 'value'], rows)})`;
}

/** A condition that holds for the given cells of `placed`. */
export function inCells(cells: readonly { unit: string; index: number }[]): string {
  const pairs = cells.map(({ unit, index }) => `(${sqlText(unit)}, ${index})`);
  return `(unit_id, period) in (${pairs.join(', ')})`;
}
