/*
grain: one stretch of work in the record, with the scheduled patient hours of its unit, role and local day
key:   session_id
note:  scheduled_hours are null where none are on record for the day; the stretch belongs to the day on which it began
*/
with

sessions as (
    select
        *,
        local_date(started_at) as started_date
    from stg_ehr_session
),

scheduled as (
    select * from stg_staff_hours where hours_type = 'scheduled-patient'
),

spans as (
    select * from data_span where kind = 'ehr_session'
),

placed as (
    select
        sessions.session_id,
        sessions.unit_id,

        sessions.role,
        sessions.activity,

        sessions.is_scheduled,
        sessions.active_minutes,
        scheduled.staff_hours as scheduled_hours,

        sessions.started_at,
        spans.starts_at as known_from,
        spans.ends_at as known_until
    from sessions
    left join scheduled
        on sessions.unit_id = scheduled.unit_id
        and sessions.role = scheduled.role
        and sessions.started_date = scheduled.work_date
    left join spans on sessions.unit_id = spans.unit_id
)

select * from placed
