/*
grain: one message from one sender to one receiver, its retries folded, as it was known when its unit's extract ended
key:   message_id, sender, receiver, sent_at
note:  a control id that comes again more than 7 days later is a counter that started anew, not a retry. sent_at is the first
       attempt's; counts and type are as first sent; filed and linked whenever an attempt achieved it
*/
with

attempts as (
    select
        messages.*,
        lag(messages.sent_at) over (
            partition by messages.sender, messages.receiver, messages.message_id
            order by messages.sent_at
        ) as sent_before_at,
        spans.ends_at as known_until
    from stg_interface_message as messages
    left join data_span as spans
        on messages.unit_id = spans.unit_id and spans.kind = 'interface_message'
),

-- Seven days: retries of a stopped feed come within hours or days, a counter takes months to come round.
numbered as (
    select
        *,
        sum(
            case
                when sent_before_at is null then 1
                when minutes_between(sent_before_at, sent_at) > 7 * 1440 then 1
                else 0
            end
        ) over (
            partition by sender, receiver, message_id
            order by sent_at
            rows between unbounded preceding and current row
        ) as message_number,
        acknowledgement in ('error', 'rejected') as is_refused
    from attempts
),

ordered as (
    select
        *,
        row_number() over (
            partition by sender, receiver, message_id, message_number
            order by sent_at
        ) as attempt_place,
        row_number() over (
            partition by sender, receiver, message_id, message_number
            order by case when is_refused then 0 else 1 end, sent_at
        ) as refusal_place,
        coalesce(acknowledged_at, sent_at) as answered_at
    from numbered
),

messages as (
    select
        message_id,
        sender,
        receiver,
        max(case when attempt_place = 1 then unit_id end) as unit_id,

        max(case when attempt_place = 1 then message_type end) as message_type,
        max(case when attempt_place = 1 then acknowledgement end)
            as first_acknowledgement,
        max(case when refusal_place = 1 and is_refused then error_class end) as error_class,

        count(match) > 0 as is_match_known,
        max(case when match = 'matched' then 1 else 0 end) = 1 as is_matched,
        max(case when match = 'wrong-patient' then 1 else 0 end) = 1 as is_wrong_patient,
        max(case when is_misrouted then 1 when not is_misrouted then 0 end) = 1
            as is_misrouted,
        max(case when is_refused then 1 else 0 end) = 1 as is_refused,
        max(case when is_clock_uncertain then 1 else 0 end) = 1 as is_clock_uncertain,

        count(*) as attempt_count,
        max(case when attempt_place = 1 then required_field_count end)
            as required_field_count,
        max(case when attempt_place = 1 then filled_field_count end) as filled_field_count,
        max(case when attempt_place = 1 then code_count end) as code_count,
        max(case when attempt_place = 1 then standard_code_count end)
            as standard_code_count,

        min(sent_at) as sent_at,
        min(case when is_refused then answered_at end) as refused_at,
        min(
            case
                when acknowledgement = 'accepted' and answered_at <= known_until
                    then answered_at
            end
        ) as accepted_at,
        min(case when filed_at <= known_until then filed_at end) as filed_at,
        min(case when left_queue_at <= known_until then left_queue_at end) as left_queue_at,
        min(case when linked_at <= known_until then linked_at end) as linked_at,
        max(known_until) as known_until
    from ordered
    group by sender, receiver, message_id, message_number
)

select * from messages
