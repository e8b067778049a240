/*
label:      Messages not matched to their patient
family:     interoperability
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when first sent
grain:      one row per message and receiver; counted where the receiver says whether it found the patient
strata:     message type
maturity:   7 days
parameters: none
source:     not matched, or matched to a wrong patient, of messages received
pitfall:    a loose rule of matching lowers it and raises record_overlay_rate, which is worse
counter:    record_overlay_rate
money:      capacity: minutes of manual matching; cash-releasing only where they are overtime or bought
*/
with

messages as (
    select * from fct_interface_message
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        case when is_wrong_patient or not is_matched then 1 else 0 end as numerator,
        1 as denominator,
        message_type as stratum,
        case when not is_match_known then 'match not recorded' end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
