/*
grain: one alarm, as it was known when its unit's extract ended
key:   alarm_id
note:  ended_by says what came first: acknowledged (also at the instant when the alarm cleared), or cleared, that is, the
       alarm ended before anybody acknowledged it; null while it sounds unanswered
*/
with

alarms as (
    select * from stg_alarm
),

spans as (
    select * from data_span where kind = 'alarm'
),

known as (
    select
        alarms.alarm_id,
        alarms.unit_id,

        alarms.alarm_type,
        alarms.priority,

        alarms.is_actionable,
        alarms.is_clock_uncertain,

        alarms.raised_at,
        case when alarms.delivered_at <= spans.ends_at then alarms.delivered_at end
            as delivered_at,
        case when alarms.acknowledged_at <= spans.ends_at then alarms.acknowledged_at end
            as acknowledged_at,
        case when alarms.cleared_at <= spans.ends_at then alarms.cleared_at end
            as cleared_at,
        case when alarms.escalated_at <= spans.ends_at then alarms.escalated_at end
            as escalated_at,
        case when alarms.reached_at <= spans.ends_at then alarms.reached_at end
            as reached_at,
        spans.starts_at as known_from,
        spans.ends_at as known_until
    from alarms
    left join spans on alarms.unit_id = spans.unit_id
),

answered as (
    select
        *,
        case
            when acknowledged_at <= cleared_at then 'acknowledged'
            when cleared_at is not null then 'cleared'
            when acknowledged_at is not null then 'acknowledged'
        end as ended_by
    from known
)

select * from answered
