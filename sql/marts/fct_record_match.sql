/*
grain: one registration or query, as it was known when its unit's extract ended
key:   event_id
*/
with

events as (
    select * from stg_record_match
),

spans as (
    select * from data_span where kind = 'record_match'
),

known as (
    select
        events.event_id,
        events.unit_id,

        events.event,
        events.outcome,

        events.is_clock_uncertain,

        events.occurred_at,
        case when events.suspected_at <= spans.ends_at then events.suspected_at end
            as suspected_at,
        case when events.decided_at <= spans.ends_at then events.decided_at end
            as decided_at,
        spans.ends_at as known_until
    from events
    left join spans on events.unit_id = spans.unit_id
)

select * from known
