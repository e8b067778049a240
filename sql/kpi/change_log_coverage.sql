/*
label:      Updates that the change log knows
family:     governance
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      none; counted when applied
grain:      one row per asset and update; counted are those applied
strata:     asset class
maturity:   14 days
parameters: none
source:     our own: applied updates with their change in the log, or one of the same service within 7 days, so that a step
            in a KPI can be attributed
pitfall:    a log full of changes covers everything by chance: read it beside the number of changes
counter:    change_unplanned_rate
money:      none by itself: it makes attribution testable
*/
with

updates as (
    select * from fct_asset_update
),

observations as (
    select
        unit_id,
        coalesce(applied_at, released_at) as observed_at,
        case when is_logged then 1 else 0 end as numerator,
        1 as denominator,
        asset_class as stratum,
        case when applied_at is null then 'not applied' end as excluded,
        concat(asset_id, '/', update_id) as item_id
    from updates
)

select * from observations
