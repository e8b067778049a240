/*
grain: one unit and local day of beds
key:   unit_id, census_date
note:  starts_at is the first instant of the local day
*/
with

days as (
    select * from stg_census
),

placed as (
    select
        unit_id,

        occupied_bed_days,
        monitored_bed_days,
        staffed_bed_days,

        census_date,
        utc_time(cast(census_date as timestamp)) as starts_at
    from days
)

select * from placed
