/*
label:      Updates under an approved exception
family:     governance
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when released
grain:      one row per asset and update
strata:     severity
maturity:   none
parameters: none
source:     counter-measure to patch_time_to_apply and patch_overdue_share, which leave exceptions out
pitfall:    a device whose vendor validates nothing is rightly excepted: the exception is the vendor's, not the site's
counter:    patch_overdue_share
money:      none; it guards another figure
*/
with

updates as (
    select * from fct_asset_update
),

observations as (
    select
        unit_id,
        released_at as observed_at,
        case when is_excepted then 1 else 0 end as numerator,
        1 as denominator,
        severity as stratum,
        concat(asset_id, '/', update_id) as item_id
    from updates
)

select * from observations
