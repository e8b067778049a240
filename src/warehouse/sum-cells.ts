import type { ResolvedKpi, Statistic } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { type ObservationColumns, placedRows, unitSeconds } from './observation-sql.ts';

/** What the rows that count sum up to, in one unit and period. */
export interface SummedCell {
  unit: string;
  /** The period's number from the one that holds 1 January 1970. */
  index: number;
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
  /** Local hours (since 1970) of the first and last row. */
  firstHour: number;
  lastHour: number;
  /** Durations of ended items: exactly zero, a whole minute, a whole hour. */
  zero: number;
  wholeMinute: number;
  wholeHour: number;
  /** Type 7 percentiles in the order of `percentileStatistics`; what is open or ended otherwise waits for ever. Null without statistics. */
  percentiles: number[] | null;
}

const LEVELS: Partial<Record<Statistic, number>> = { median: 0.5, p90: 0.9, p95: 0.95 };

/** The percentiles that a KPI asks for, with their level in (0, 1). */
export function percentileStatistics(kpi: ResolvedKpi): { statistic: Statistic; level: number }[] {
  return [kpi.statistic, ...kpi.also].flatMap((statistic) => {
    const level = LEVELS[statistic];
    return level === undefined ? [] : [{ statistic, level }];
  });
}

/**
 * What do a KPI's rows sum up to in each unit and period?
 *
 * One pass. Sums are of whole numbers or of decimals with nine places, because sums of floating-point numbers vary with the
 * number of threads.
 *
 * @returns cells with at least one row that counts, by unit, then period
 * @example (await sumCells(warehouse, kpi, columns))[0]?.counted  // 412
 */
export function sumCells(warehouse: Warehouse, kpi: ResolvedKpi, columns: ObservationColumns): Promise<SummedCell[]> {
  return warehouse.rows<SummedCell>(sumsSql(kpi, columns), [], `kpi/${kpi.id}.sql`);
}

function sumsSql(kpi: ResolvedKpi, columns: ObservationColumns): string {
  const seconds = unitSeconds(kpi.unit);
  const longest = seconds === null || kpi.maturityDays === 0 ? null : (kpi.maturityDays * 86_400) / seconds;
  const statistics = new Set([kpi.statistic, ...kpi.also]);
  const levels = percentileStatistics(kpi).map(({ level }) => level);
  const isOpenEnded = columns.has('outcome');
  const open = "outcome = 'open'";
  const countIf = (condition: string, asked: boolean) => (asked ? `count(*) filter (where ${condition})` : '0');
  const ended = (condition: string) =>
    countIf(isOpenEnded ? `outcome = 'event' and ${condition}` : condition, seconds !== null);
  const isWhole = (unit: number) => isWholeNumber(`numerator * ${(seconds ?? 0) / unit}`);
  const needsSum =
    SUMMED.some((statistic) => statistics.has(statistic)) || (statistics.has('mean') && longest === null);
  const needsDenominator = DIVIDED.some((statistic) => statistics.has(statistic));
  const wait = isOpenEnded
    ? `case when outcome in ('open', 'competing') then 'infinity'::double else numerator end`
    : 'numerator';
  return `${placedRows(kpi, columns, 'counted')},
    cell as (
      select
        unit_id as unit,
        period as index,
        count(*) as counted,
        ${countIf(open, isOpenEnded)} as open,
        ${countIf("outcome = 'competing'", isOpenEnded)} as competing,
        ${exactSum('numerator', columns, needsSum)} as numerator,
        ${exactSum('denominator', columns, needsDenominator)} as denominator,
        ${longest === null ? 'null::double' : exactSum(`least(numerator, ${longest})`, columns, statistics.has('mean'))}
          as restricted,
        ${isOpenEnded ? `min(numerator::double) filter (where ${open})` : 'null::double'} as "shortestWait",
        min(observed_at) as first_at,
        max(observed_at) as last_at,
        ${ended('numerator = 0')} as zero,
        ${ended(isWhole(60))} as "wholeMinute",
        ${ended(isWhole(3600))} as "wholeHour",
        ${levels.length === 0 ? 'null::double[]' : `quantile_cont((${wait})::double, [${levels}])`} as percentiles
      from placed
      group by unit_id, period
    )
    select
      * exclude (first_at, last_at),
      ${localHour('first_at')} as "firstHour",
      ${localHour('last_at')} as "lastHour"
    from cell
    order by unit, index`;
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

function localHour(instant: string): string {
  return `(epoch_us(${instant}) + utc_offset_us(${instant})) // 3600000000`;
}
