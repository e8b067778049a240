/*
label:      Updates not applied within the limit
family:     governance
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      released_at to applied_at
grain:      one row per asset and update of the severity chosen
strata:     severity
maturity:   30 days
parameters: limit_days = 30 — days after the release within which it must be applied, never moved after the baseline
            severity = critical — all for every severity
source:     patch governance: critical updates still missing after 30 days
pitfall:    the limit is a local rule; exceptions are left out, so watch their share
counter:    patch_exception_share
money:      none by itself: risk avoided is not cash
*/
with

parameters as (
    select
        max(case when name = 'limit_days' then cast(value as double) end) as limit_days,
        max(case when name = 'severity' then value end) as severity
    from kpi_parameter
    where kpi = 'patch_overdue_share'
),

updates as (
    select
        updates.*,
        parameters.limit_days,
        minutes_between(
            updates.released_at,
            coalesce(updates.applied_at, updates.retired_at, updates.known_until)
        ) / 1440 as wait_days
    from fct_asset_update as updates
    cross join parameters
    where parameters.severity = 'all' or parameters.severity = updates.severity
),

observations as (
    select
        unit_id,
        released_at as observed_at,
        case when wait_days > limit_days then 1 else 0 end as numerator,
        1 as denominator,
        severity as stratum,
        case
            when is_excepted then 'approved exception'
            when is_clock_uncertain then 'clock change'
            when wait_days < 0 then 'negative interval'
            when applied_at is null and wait_days <= limit_days and retired_at is not null
                then 'asset retired'
            when applied_at is null and wait_days <= limit_days then 'not yet decided'
        end as excluded,
        concat(asset_id, '/', update_id) as item_id
    from updates
)

select * from observations
