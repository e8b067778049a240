/*
label:      Update released to applied
family:     governance
nature:     technical
unit:       days
direction:  decrease
statistic:  median
also:       p90
clock:      released_at to applied_at
grain:      one row per asset and update, those not yet applied included
strata:     severity
maturity:   60 days
parameters: severity = all — restrict to one severity, such as critical
source:     patch governance: days from release to application
pitfall:    medical devices wait for the vendor's validation: released for this kind of asset, not for the product as such;
            exceptions are left out, so watch their share
counter:    patch_exception_share
money:      none by itself: risk avoided is not cash
*/
with

parameters as (
    select value as severity
    from kpi_parameter
    where kpi = 'patch_time_to_apply' and name = 'severity'
),

updates as (
    select updates.*
    from fct_asset_update as updates
    cross join parameters
    where parameters.severity = 'all' or parameters.severity = updates.severity
),

observations as (
    select
        unit_id,
        released_at as observed_at,
        minutes_between(released_at, coalesce(applied_at, known_until)) / 1440 as numerator,
        1 as denominator,
        severity as stratum,
        case when applied_at is null then 'open' else 'event' end as outcome,
        case
            when is_excepted then 'approved exception'
            when applied_at is null and retired_at is not null then 'asset retired'
            when is_clock_uncertain then 'clock change'
            when applied_at < released_at then 'negative interval'
        end as excluded,
        concat(asset_id, '/', update_id) as item_id
    from updates
)

select * from observations
