/*
label:      Unplanned downtime in agreed time
family:     downtime
nature:     technical
unit:       minutes
direction:  decrease
statistic:  total
also:       none
clock:      started_at to ended_at of unplanned outages, inside agreed windows
grain:      one row per unit and local day of agreed time, quiet days included: minutes with a service of the unit down
strata:     none
maturity:   none
parameters: service = all — restrict to one service
source:     ITIL 4, downtime in agreed service time; services that fail together count once
pitfall:    minutes, not users: a night counts like a morning, a degraded service not at all
counter:    service_planned_downtime
money:      capacity and quality, at the site's own downtime cost card
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'service_unplanned_downtime' and name = 'service'
),

windows as (
    select
        service_unit.unit_id,
        local_date(windows.starts_at) as local_day,
        windows.*
    from fct_service_window as windows
    inner join service_unit on windows.service_id = service_unit.service_id
    cross join parameters
    where parameters.service_id = 'all' or parameters.service_id = windows.service_id
),

stretches as (
    select
        windows.unit_id,
        windows.local_day,
        greatest(outages.started_at, windows.starts_at) as down_from,
        least(outages.down_until, windows.ends_at) as down_to
    from windows
    inner join fct_outage as outages
        on windows.service_id = outages.service_id
        and not outages.is_planned
        and outages.started_at < windows.ends_at
        and outages.down_until > windows.starts_at
),

covered as (
    select
        *,
        max(down_to) over (
            partition by unit_id, local_day
            order by down_from, down_to
            rows between unbounded preceding and 1 preceding
        ) as covered_until
    from stretches
),

downtime as (
    select
        unit_id,
        local_day,
        sum(
            cast(
                minutes_between(
                    least(greatest(down_from, coalesce(covered_until, down_from)), down_to),
                    down_to
                ) as decimal(18, 6)
            )
        ) as unplanned_minutes
    from covered
    group by unit_id, local_day
),

days as (
    select
        unit_id,
        local_day,
        min(starts_at) as starts_at
    from windows
    group by unit_id, local_day
),

observations as (
    select
        days.unit_id,
        days.starts_at as observed_at,
        coalesce(downtime.unplanned_minutes, 0) as numerator,
        1 as denominator,
        cast(days.local_day as varchar) as item_id
    from days
    left join downtime
        on days.unit_id = downtime.unit_id and days.local_day = downtime.local_day
)

select * from observations
