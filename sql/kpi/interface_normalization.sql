/*
label:      Coded items with a standard code
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
source:     items mapped to LOINC, RadLex or SNOMED CT, of items that should be
pitfall:    a code is not the right code; new local codes appear faster than maps
counter:    interface_completeness
money:      quality
*/
with

messages as (
    select * from fct_interface_message
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        standard_code_count as numerator,
        code_count as denominator,
        message_type as stratum,
        case
            when code_count is null then 'not recorded'
            when standard_code_count is null then 'not recorded'
            when code_count = 0 then 'no coded item'
            when standard_code_count > code_count then 'more than there were'
        end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
