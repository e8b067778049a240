/*
label:      Messages delivered to the wrong place
family:     interoperability
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when first sent
grain:      one row per message and receiver; counted where somebody checked the delivery
strata:     message type
maturity:   7 days
parameters: none
source:     delivered to the wrong provider or ward, of deliveries checked
pitfall:    complaints find only some: whoever starts to check finds more
counter:    interface_orphan_results
money:      quality: results that the wrong person reads
*/
with

messages as (
    select * from fct_interface_message
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        case when is_misrouted then 1 else 0 end as numerator,
        1 as denominator,
        message_type as stratum,
        case when is_misrouted is null then 'delivery not checked' end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
