import type { ResolvedKpi, StandardMix, Statistic } from '../kpi/kpi.ts';
import { periodsBetween } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import { sqlText } from './duckdb.ts';
import { longestWait, type ObservationColumns, placedTables } from './observation-sql.ts';
import { heldTables, percentileOf, reachedTables, weighedMean } from './standardised-sql.ts';

/** Cells of one series: a KPI's statistic in one unit, from one period to another. */
export interface CellSpan {
  statistic: Statistic;
  unit: string;
  /** First local day of the first and of the last period. */
  from: string;
  to: string;
  /** The mix at which a standardised series is held; null for a crude one. */
  mix: StandardMix | null;
}

/**
 * How does plain SQL get a series' values from a KPI's rows?
 *
 * The same rules as the product's own passes (sum-cells.ts, cell-value.ts, open-percentile.ts, standardised-value.ts), one value
 * a cell, without what the instrument checks count.
 *
 * @returns tables and last select for `standingSql`; columns `period`, `n`, `value`
 */
export function cellsSql(
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  span: CellSpan,
): { tables: string; select: string } {
  if (span.mix !== null) return standardisedCellsSql(kpi, columns, { ...span, mix: span.mix });
  const level = LEVELS[span.statistic];
  const own = `cells as (\n    select * from placed where ${inSpan(kpi.periodLength, span)}\n)`;
  const weights = level === undefined || !columns.has('outcome') ? [] : [weighted(level)];
  const value = level === undefined ? summed(kpi, columns, span.statistic) : percentile(level, weights.length > 0);
  return {
    tables: [placedTables(kpi, columns, 'counted'), own, ...weights].join(',\n\n'),
    select: `select ${PERIOD_DAY[kpi.periodLength]} as period, count(*) as n, ${value} as value
from ${weights.length > 0 ? 'reached' : 'cells'}
group by unit_id, period
order by 1`,
  };
}

function standardisedCellsSql(
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  span: CellSpan & { mix: StandardMix },
): { tables: string; select: string } {
  const level = LEVELS[span.statistic];
  const openEnded = columns.has('outcome');
  const mean = weighedMean(kpi, columns, span.statistic);
  const own = heldTables([span.mix], span.statistic, inSpan(kpi.periodLength, span));
  const behind = level === undefined ? mean.tables : reachedTables(openEnded);
  const [n, value] = level === undefined ? [mean.n, mean.value] : ['count(*)', percentileOf(level, openEnded).value];
  return {
    tables: [placedTables(kpi, columns, 'counted'), own, behind].join(',\n\n'),
    select: `select ${PERIOD_DAY[kpi.periodLength]} as period, ${n} as n, ${value} as value
from ${level === undefined ? 'part' : 'reached'}
group by unit_id, period
order by 1`,
  };
}

/** The rows of one cell, candidates that do not count at the end. */
export function rowsSql(
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  span: Omit<CellSpan, 'statistic' | 'mix'>,
  limit: number,
): { tables: string; select: string } {
  return {
    tables: placedTables(kpi, columns, 'all', true),
    select: `select item_id, local_time(observed_at)::varchar as observed, numerator::double as numerator,
    denominator::double as denominator, stratum, outcome, excluded
from placed
where ${inSpan(kpi.periodLength, span)}
order by excluded is not null, observed_at, item_id, numerator
limit ${limit}`,
  };
}

const LEVELS: Partial<Record<Statistic, number>> = { median: 0.5, p90: 0.9, p95: 0.95 };

/** The first local day of a period from its number, which counts from the one that holds 1 January 1970. */
const PERIOD_DAY: Record<PeriodLength, string> = {
  day: "date '1970-01-01' + period::integer",
  week: "date '1970-01-01' + (period * 7 - 3)::integer",
  month: "(date '1970-01-01' + to_months(period::integer))::date",
};

function inSpan(length: PeriodLength, { unit, from, to }: Omit<CellSpan, 'statistic' | 'mix'>): string {
  const index = (day: string) => periodsBetween('1970-01-01', day, length);
  const periods = from === to ? `= ${index(from)}` : `between ${index(from)} and ${index(to)}`;
  return `placed.unit_id = ${sqlText(unit)} and placed.period ${periods}`;
}

/** Sums are of decimals: sums of floating-point numbers depend on their order. */
function summed(kpi: ResolvedKpi, columns: ObservationColumns, statistic: Statistic): string {
  const sum = (expression: string) => `sum((${expression})::decimal(38, 9))::double`;
  if (statistic === 'total') return sum('numerator');
  if (statistic === 'mean') {
    const longest = longestWait(kpi);
    const mean = `${sum(longest === null ? 'numerator' : `least(numerator, ${longest})`)} / count(*)`;
    const unknown = longest === null ? "('open', 'competing')" : "('competing')";
    return columns.has('outcome')
      ? `case when count(*) filter (where outcome in ${unknown}) = 0 then ${mean} end`
      : mean;
  }
  const ratio = `${sum('numerator')} / nullif(${sum('denominator')}, 0)`;
  return statistic === 'rate' ? `${kpi.per} * ${ratio}` : ratio;
}

/** What is open or ended otherwise waits for ever, as long as each open item has waited at least that long. */
function percentile(level: number, openEnded: boolean): string {
  if (!openEnded) return `quantile_cont(numerator::double, ${level})`;
  const plain = `quantile_cont(case when outcome = 'event' then wait else 'infinity' end, ${level})`;
  const event = (order: string) =>
    `min(wait) filter (where outcome = 'event' and reached >= ${order} - ${TOLERANCE} * n)`;
  const [low, part] = ['floor(wanted + 1e-9)', 'any_value(greatest(0, wanted - floor(wanted + 1e-9)))'];
  return `case
        when coalesce(min(wait) filter (where outcome = 'open'), 'infinity') >= ${plain}
            then nullif(${plain}, 'infinity')
        when ${part} <= ${TOLERANCE} then ${event(low)}
        else ${event(low)} + ${part} * (${event(`(${low} + 1)`)} - ${event(low)})
    end`;
}

/** Weights are sums of fractions: an order that falls short by rounding alone counts as reached. */
const TOLERANCE = '1e-9';

/** An open item gives its weight in equal parts to those that waited longer (Efron 1967). */
function weighted(level: number): string {
  return `waits as (
    select
        unit_id, period, outcome, numerator::double as wait,
        count(*) over cell as n,
        row_number() over (
            cell order by numerator::double, case outcome when 'event' then 0 when 'competing' then 1 else 2 end
        ) as place
    from cells
    window cell as (partition by unit_id, period)
),

weighted as (
    select
        *,
        case when outcome = 'event' then coalesce(
            product(case when outcome = 'open' then (n - place + 1)::double / (n - place) else 1 end) over (
                partition by unit_id, period order by place rows between unbounded preceding and 1 preceding
            ), 1) else 0 end as weight
    from waits
),

reached as (
    select
        *,
        sum(weight) over (partition by unit_id, period order by place) as reached,
        1 + (n - 1) * ${level} as wanted
    from weighted
)`;
}
