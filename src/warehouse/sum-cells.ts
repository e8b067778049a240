import type { ResolvedKpi, Statistic } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { longestWait, type ObservationColumns, placedRows, unitSeconds, wholeUnits } from './observation-sql.ts';

/** What the rows of one unit and period sum up to; all but `excluded` is of the rows that count. */
export interface SummedCell {
  /** Null for rows without a unit. */
  unit: string | null;
  /** The period's number from the one that holds 1 January 1970; null for rows without a start event. */
  index: number | null;
  /** Rows left out, by their first reason. */
  excluded: Record<string, number>;
  counted: number;
  open: number;
  competing: number;
  /** 0 where no statistic of the KPI is made from it. */
  numerator: number;
  /** Likewise. */
  denominator: number;
  /** Sum of min(numerator, τ), τ the KPI's maturity in its unit; null where that is no duration or has no maturity. 0 without a mean. */
  restricted: number | null;
  /** Shortest wait of the open items, in the KPI's unit; null without any. */
  shortestWait: number | null;
  /** Local hours (since 1970) of the first and last row; null without a row that counts. */
  firstHour: number | null;
  lastHour: number | null;
  /** Durations of ended items: exactly zero, a whole minute, a whole hour. */
  zero: number;
  wholeMinute: number;
  wholeHour: number;
  /** Type 7 percentiles in the order of `percentileStatistics`; what is open or ended otherwise waits for ever. Null without statistics. */
  percentiles: number[] | null;
}

const LEVELS: Partial<Record<Statistic, number>> = { median: 0.5, p90: 0.9, p95: 0.95 };

const HOUR_US = 3_600_000_000;

/** The percentiles that a KPI asks for, with their level in (0, 1). */
export function percentileStatistics(kpi: ResolvedKpi): { statistic: Statistic; level: number }[] {
  return [kpi.statistic, ...kpi.also].flatMap((statistic) => {
    const level = LEVELS[statistic];
    return level === undefined ? [] : [{ statistic, level }];
  });
}

/**
 * What do a KPI's rows sum up to in each unit and period, and why are some of them left out?
 *
 * One pass. Sums are of whole numbers or of decimals with nine places, because sums of floating-point numbers vary with the
 * number of threads.
 *
 * @returns cells with at least one candidate row, by unit, then period
 * @example (await sumCells(warehouse, kpi, columns))[0]?.excluded  // { cancelled: 12, 'negative interval': 3 }
 */
export async function sumCells(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
): Promise<SummedCell[]> {
  const sql = sumsSql(kpi, columns);
  const rows = await warehouse.rows<Omit<SummedCell, 'excluded'> & { excluded: string }>(sql, [], `kpi/${kpi.id}.sql`);
  return rows.map((row) => ({ ...row, excluded: JSON.parse(row.excluded) as Record<string, number> }));
}

function sumsSql(kpi: ResolvedKpi, columns: ObservationColumns): string {
  return `${placedRows(kpi, columns, 'all')},
    judged as (
      select
        unit_id,
        period,
        excluded,
        ${['local_us', 'numerator', 'denominator', 'outcome'].map(ifCounted).join(',\n        ')}
      from placed
    ),
    waiting as (
      select *, ${columns.has('outcome') ? ENDED_WAIT : 'numerator'}::double as wait
      from judged
    ),
    cell as (
      select
        unit_id as unit,
        period as index,
        coalesce(to_json(histogram(excluded))::varchar, '{}') as excluded,
        count(numerator) as counted,
        ${wholeUnits('min(local_us)', HOUR_US)} as "firstHour",
        ${wholeUnits('max(local_us)', HOUR_US)} as "lastHour",
        ${Object.entries(summedColumns(kpi, columns))
          .map(([name, sql]) => `${sql} as "${name}"`)
          .join(',\n        ')}
      from waiting
      group by unit_id, period
    )
    select * from cell order by unit, index`;
}

/** A masked column costs less than a filter: where all rows of a piece count, it is the column itself. */
function ifCounted(column: string): string {
  return `case when excluded is null then ${column} end as ${column}`;
}

/** What is open, or ended otherwise, waits for ever. */
export const ENDED_WAIT = "case when outcome in ('open', 'competing') then 'infinity'::double else numerator end";

/** What is summed in each cell, as SQL over rows that count (those of others are null); 0 where no statistic of the KPI is made from it. */
export function summedColumns(kpi: ResolvedKpi, columns: ObservationColumns) {
  const seconds = unitSeconds(kpi.unit);
  const longest = longestWait(kpi);
  const asked = new Set([kpi.statistic, ...kpi.also]);
  const needsSum = SUMMED.some((statistic) => asked.has(statistic)) || (asked.has('mean') && longest === null);
  const levels = percentileStatistics(kpi).map(({ level }) => level);
  const [open, competing] = ["outcome = 'open'", "outcome = 'competing'"];
  const ifOpenEnded = (sql: string, otherwise: string) => (columns.has('outcome') ? sql : otherwise);
  const waits = (condition: string) => (seconds === null ? '0' : `count_if(${condition})`);
  return {
    open: ifOpenEnded(`count_if(${open})`, '0'),
    competing: ifOpenEnded(`count_if(${competing})`, '0'),
    numerator: exactSum('numerator', columns, needsSum),
    denominator: exactSum(
      'denominator',
      columns,
      DIVIDED.some((statistic) => asked.has(statistic)),
    ),
    restricted:
      longest === null
        ? 'null::double'
        : exactSum(`case when numerator > ${longest} then ${longest} else numerator end`, columns, asked.has('mean')),
    shortestWait: ifOpenEnded(`min(case when ${open} then numerator::double end)`, 'null::double'),
    zero: waits('wait = 0'),
    wholeMinute: waits(isWholeNumber(`wait * ${(seconds ?? 0) / 60}`)),
    wholeHour: waits(isWholeNumber(`wait * ${(seconds ?? 0) / 3600}`)),
    percentiles: levels.length === 0 ? 'null::double[]' : `quantile_cont(wait, [${levels}])`,
  };
}

/** Statistics that are made from the sum of numerators, and from that of denominators. */
const SUMMED: readonly Statistic[] = ['proportion', 'rate', 'ratio', 'total'];
const DIVIDED: readonly Statistic[] = ['proportion', 'rate', 'ratio'];

function exactSum(expression: string, columns: ObservationColumns, asked: boolean): string {
  if (!asked) return '0::double';
  const isInteger = /^(U?(TINY|SMALL|BIG)?INT(EGER)?|HUGEINT)$/.test(columns.get(expression) ?? '');
  return `sum(${isInteger ? expression : `(${expression})::decimal(38, 9)`})::double`;
}

/** A count of minutes or hours is a quotient of microseconds: what misses a whole number by less than one is whole. */
function isWholeNumber(expression: string): string {
  return `abs(${expression} - round(${expression})) < 1e-9`;
}
