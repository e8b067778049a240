/*
label:      Required fields filled in interface messages
family:     interoperability
nature:     technical
unit:       1
direction:  increase
statistic:  ratio
also:       none
clock:      none; counted when first sent
grain:      one row per message and receiver, as first sent
strata:     message type
maturity:   none
parameters: none
source:     filled of required fields, as the specification of the feed lists them
pitfall:    a field filled with a default is filled: sample what stands in it; a longer list of required fields moves it
counter:    interface_match_failure
money:      quality; income where incomplete data stop a claim
*/
with

messages as (
    select * from fct_interface_message
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        filled_field_count as numerator,
        required_field_count as denominator,
        message_type as stratum,
        case
            when required_field_count is null then 'not recorded'
            when filled_field_count is null then 'not recorded'
            when required_field_count = 0 then 'no required field'
            when filled_field_count > required_field_count then 'more than there were'
        end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
