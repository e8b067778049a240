/*
label:      Bed occupancy
family:     utilization
nature:     business
unit:       1
direction:  as declared
statistic:  ratio
also:       none
clock:      none; counted by local day
grain:      one row per unit and local day: occupied bed-days of staffed bed-days
strata:     none
maturity:   none
parameters: none
source:     occupied ÷ staffed bed-days, as the census counts them
pitfall:    midnight counts and day means differ; closing beds raises it without any patient more
counter:    cost_per_bed_day
leans_on:   lab_collect_to_available, imaging_order_to_report
money:      capacity; cash-releasing only where beds close with their staff
*/
with

days as (
    select * from fct_census
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        occupied_bed_days as numerator,
        staffed_bed_days as denominator,
        case
            when staffed_bed_days is null then 'staffed beds not recorded'
            when staffed_bed_days = 0 then 'no staffed bed that day'
        end as excluded,
        cast(census_date as varchar) as item_id
    from days
)

select * from observations
