/*
grain: one measure in one unit and period of the source
key:   measure, unit_id, starts_at
note:  starts_at is the first instant of the period's first local day
*/
with

tallies as (
    select * from stg_tally
),

placed as (
    select
        measure,
        unit_id,

        numerator,
        denominator,

        utc_time(cast(period_start_date as timestamp)) as starts_at
    from tallies
)

select * from placed
