/*
label:      Assets without an overdue update
family:     governance
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      the end of each Sunday
grain:      one row per Sunday and asset in use, from its first update on record
strata:     asset class
maturity:   none
parameters: none
source:     patch governance: assets at their approved version, of assets in scope
pitfall:    an asset that no scanner sees is not in scope; an asset is current until its first update is due; exceptions
            count as current
counter:    patch_exception_share
money:      none by itself: risk avoided is not cash
*/
with

weeks as (
    select * from fct_asset_week
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        case when overdue_count = 0 then 1 else 0 end as numerator,
        1 as denominator,
        asset_class as stratum,
        concat(asset_id, '@', cast(day_date as varchar)) as item_id
    from weeks
)

select * from observations
