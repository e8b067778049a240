/*
grain: one unit, local day, role and type of hours
key:   unit_id, work_date, role, hours_type
note:  starts_at is the first instant of the local day
*/
with

hours as (
    select * from stg_staff_hours
),

placed as (
    select
        unit_id,

        role,
        hours_type,

        staff_hours,

        work_date,
        utc_time(cast(work_date as timestamp)) as starts_at
    from hours
)

select * from placed
