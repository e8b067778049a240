import type { ResolvedKpi, StandardMix, Statistic } from '../kpi/kpi.ts';
import { longestWait, type ObservationColumns } from './observation-sql.ts';
import { values } from './parameter-tables.ts';
import { weighedBy } from './standard-mix.ts';
import { HELD } from './standardised-value.ts';
import { ENDED_WAIT } from './sum-cells.ts';

/** Weights are sums of fractions: an order that falls short by rounding alone counts as reached. */
export const TOLERANCE = '1e-9';

/**
 * The tables that give each row its part of the mix, for a statement that has `placed` (observation-sql.ts) in front.
 *
 * @param where  which rows of `placed`
 * @returns `held(unit_id, period, numerator, denominator, outcome, part, share)`; rows in no part are not in it
 */
export function heldTables(mixes: readonly StandardMix[], statistic: Statistic, where: string): string {
  const by = weighedBy(statistic);
  const parts = mixes.flatMap(({ unit, parts }) => parts.map((part, i) => ({ ...part, unit, i })));
  const named = parts.flatMap(({ unit, i, strata, ...part }) =>
    strata.map((name) => [unit, name, `${i}`, `${part[by]}`]),
  );
  const others = parts.filter((part) => part.others).map(({ unit, i, ...part }) => [unit, `${i}`, `${part[by]}`]);
  return `mix(unit_id, stratum, part, share) as (
    ${values(['unit_id', 'stratum', 'part', 'share'], named)}
),

others(unit_id, part, share) as (
    ${values(['unit_id', 'part', 'share'], others)}
),

held as (
    select
        placed.unit_id,
        placed.period,
        placed.numerator,
        placed.denominator,
        placed.outcome,
        coalesce(mix.part, others.part)::integer as part,
        coalesce(mix.share, others.share)::double as share
    from placed
    left join mix on mix.unit_id = placed.unit_id and mix.stratum = coalesce(placed.stratum, '')
    left join others on others.unit_id = placed.unit_id
    where coalesce(mix.part, others.part) is not null and ${where}
)`;
}

/**
 * The tables that say, item by item, how much of a cell's weight has had the event by then.
 *
 * Each part of a cell weighs its share; within a part an item that is still open gives its weight in equal parts to those that
 * waited longer (Efron 1967). The weights of a cell are scaled to its number of rows.
 *
 * @param openEnded  whether items may be open; else, what is open or ended otherwise waits for ever
 * @returns `reached(unit_id, period, outcome, wait, n, held, reached)`
 */
export function reachedTables(openEnded: boolean): string {
  const sized = `sized as (
    select
        unit_id, period, part, share, outcome, ${openEnded ? 'numerator' : ENDED_WAIT}::double as wait,
        count(*) over (partition by unit_id, period, part) as size
    from held
)`;
  const open = `ordered as (
    select
        *,
        row_number() over (
            partition by unit_id, period, part
            order by wait, case outcome when 'event' then 0 when 'competing' then 1 else 2 end
        ) as place
    from sized
),

weighted as (
    select
        *,
        case when outcome = 'event' then coalesce(
            product(case when outcome = 'open' then (size - place + 1)::double / (size - place) else 1 end) over (
                partition by unit_id, period, part order by place rows between unbounded preceding and 1 preceding
            ), 1) else 0 end as weight
    from ordered
)`;
  return `${sized},

${openEnded ? `${open},\n\n` : ''}weighed as (
    select
        unit_id, period, outcome, wait,
        count(*) over cell as n,
        sum(share / size) over cell as held,
        sum(${openEnded ? 'weight * ' : ''}share / size) over (partition by unit_id, period order by wait) as reached
    from ${openEnded ? 'weighted' : 'sized'}
    window cell as (partition by unit_id, period)
),

reached as (
    select * exclude (reached), reached * n / held as reached from weighed
)`;
}

/** A percentile's value, and the wait up to which it depends on who is still open, as aggregates over `reached`. */
export function percentileOf(level: number, openEnded: boolean): { value: string; bound: string } {
  const wanted = `(1 + (n - 1) * ${level})`;
  const low = `floor(${wanted} + 1e-9)`;
  const part = `any_value(greatest(0, ${wanted} - ${low}))`;
  const event = (order: string) =>
    `min(wait) filter (where ${openEnded ? "outcome = 'event' and " : ''}reached >= ${order} - ${TOLERANCE} * n)`;
  const bound = `case when ${part} <= ${TOLERANCE} then ${event(low)} else ${event(`(${low} + 1)`)} end`;
  const value = `case
        when any_value(held) < ${HELD} or ${bound} = 'infinity' then null
        when ${part} <= ${TOLERANCE} then ${event(low)}
        else ${event(low)} + ${part} * (${event(`(${low} + 1)`)} - ${event(low)})
    end`;
  return { value, bound };
}

/** A mean, or what divides, as aggregates over `part`: one row per part of a cell. */
export function weighedMean(kpi: ResolvedKpi, columns: ObservationColumns, statistic: Statistic) {
  const isMean = statistic === 'mean';
  const longest = longestWait(kpi);
  const numerator = isMean && longest !== null ? `least(numerator, ${longest})` : 'numerator';
  const unknown = longest === null ? "('open', 'competing')" : "('competing')";
  const divisor = isMean ? 'rows' : 'denominator';
  return {
    tables: `part as (
    select
        unit_id, period, part, any_value(share) as share, count(*) as rows,
        sum((${numerator})::decimal(38, 9))::double as numerator,
        sum(denominator::decimal(38, 9))::double as denominator,
        count(*) filter (where ${columns.has('outcome') ? `outcome in ${unknown}` : 'false'}) as unknown
    from held
    group by unit_id, period, part
)`,
    n: `sum(rows) filter (where ${divisor} != 0)`,
    value: `case when sum(share) filter (where ${divisor} != 0) >= ${HELD}${isMean ? ' and sum(unknown) = 0' : ''}
        then ${statistic === 'rate' ? `${kpi.per} * ` : ''}sum(share * numerator / nullif(${divisor}, 0)) / sum(share) filter (where ${divisor} != 0) end`,
  };
}
