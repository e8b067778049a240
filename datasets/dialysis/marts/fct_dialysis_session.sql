/*
grain: one planned session, as it was known when its unit's extract ended
key:   session_id
*/
with

sessions as (
    select * from stg_dialysis_session
),

spans as (
    select * from data_span where kind = 'dialysis_session'
),

known as (
    select
        sessions.session_id,
        sessions.unit_id,

        sessions.shift,
        sessions.status,

        sessions.is_clock_uncertain,
        sessions.prescribed_minutes,

        sessions.planned_start_at,
        case when sessions.started_at <= spans.ends_at then sessions.started_at end
            as started_at,
        case when sessions.ended_at <= spans.ends_at then sessions.ended_at end as ended_at
    from sessions
    left join spans on sessions.unit_id = spans.unit_id
)

select * from known
