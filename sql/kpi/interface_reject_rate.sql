/*
label:      Interface messages refused
family:     interoperability
nature:     technical
unit:       refused per 1,000 messages
direction:  decrease
statistic:  rate
per:        1000
also:       none
clock:      none; counted when first sent
grain:      one row per message and receiver; refused at any attempt counts once
strata:     message type
maturity:   none
parameters: error_class = all — restrict to messages first refused for one class of error
source:     HL7 v2 acknowledgements (MSA-1: AE, AR, CE, CR) and HTTP status of FHIR exchanges
pitfall:    a receiver whose database is down may refuse all day: read it beside its outages; a receiver that accepts
            everything refuses nothing and loses it later
counter:    interface_match_failure
money:      capacity: manual rework of refused messages
*/
with

parameters as (
    select value as error_class
    from kpi_parameter
    where kpi = 'interface_reject_rate' and name = 'error_class'
),

messages as (
    select messages.*, parameters.error_class as wanted_class
    from fct_interface_message as messages
    cross join parameters
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        case
            when is_refused and (wanted_class = 'all' or wanted_class = error_class) then 1
            else 0
        end as numerator,
        1 as denominator,
        message_type as stratum,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
