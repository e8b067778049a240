/*
label:      Time in the error queue
family:     interoperability
nature:     technical
unit:       minutes
direction:  decrease
statistic:  p90
also:       median
clock:      first refusal to acceptance, or to removal from the queue
grain:      one row per refused message, those still in the queue included
strata:     message type
maturity:   7 days
parameters: none
source:     age of the error queue, message by message, instead of a snapshot of its length
pitfall:    messages deleted in bulk leave the queue without being delivered: see interface_orphan_results
counter:    interface_orphan_results
money:      capacity: the staff who work the queue
*/
with

messages as (
    select
        *,
        case
            when left_queue_at < accepted_at then left_queue_at
            else coalesce(accepted_at, left_queue_at)
        end as left_at
    from fct_interface_message
    where is_refused
),

observations as (
    select
        unit_id,
        refused_at as observed_at,
        minutes_between(refused_at, coalesce(left_at, known_until)) as numerator,
        1 as denominator,
        message_type as stratum,
        case when left_at is null then 'open' else 'event' end as outcome,
        case
            when is_clock_uncertain then 'clock change'
            when left_at < refused_at then 'accepted before it was refused'
        end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
