/*
label:      Message sent to filed
family:     interoperability
nature:     technical
unit:       seconds
direction:  decrease
statistic:  p95
also:       median
clock:      sent_at of the first attempt to filed_at
grain:      one row per message and receiver, those not yet filed included
strata:     message type
maturity:   1 day
parameters: none
source:     receiver commit minus sender trigger, retries included in the wait
pitfall:    clocks of the two hosts differ: watch the share of negative intervals; feeds deliver in order, so one stuck
            message delays all behind it; a feed that records no filing is open for ever
counter:    interface_reject_rate
money:      capacity and quality, through the results that wait
*/
with

messages as (
    select * from fct_interface_message
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        seconds_between(sent_at, coalesce(filed_at, known_until)) as numerator,
        1 as denominator,
        message_type as stratum,
        case when filed_at is null then 'open' else 'event' end as outcome,
        case
            when is_clock_uncertain then 'clock change'
            when filed_at is null and left_queue_at is not null then 'taken out by hand'
            when filed_at < sent_at then 'negative interval'
        end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
