/*
label:      Interface messages that succeed at the first attempt
family:     interoperability
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      sent_at to acknowledged_at and filed_at, first attempt
grain:      one row per message and receiver, retries folded by control id and sender
strata:     message type
maturity:   1 day
parameters: evidence = filed — filed: accepted, filed and matched by the receiver; acknowledged: the acknowledgement alone
            wait_minutes = 60 — a message without an answer is undecided for so long
source:     HL7 v2 acknowledgements (MSA-1: AA or CA); first attempt of each control id (MSH-10) and sender
pitfall:    AE and AR have no common meaning, and some receivers acknowledge before they process: an acknowledgement is not
            a filed result
counter:    interface_match_failure
money:      capacity: manual rework of refused messages
*/
with

parameters as (
    select
        max(case when name = 'evidence' then value end) as evidence,
        max(case when name = 'wait_minutes' then cast(value as double) end) as wait_minutes
    from kpi_parameter
    where kpi = 'interface_first_time_success'
),

messages as (
    select
        messages.*,
        messages.attempt_count = 1
        and messages.first_acknowledgement = 'accepted'
        and (
            parameters.evidence = 'acknowledged'
            or (
                messages.filed_at is not null
                and not messages.is_wrong_patient
                and (messages.is_matched or not messages.is_match_known)
            )
        ) as is_success,
        messages.attempt_count = 1
        and not messages.is_refused
        and case
            when parameters.evidence = 'acknowledged'
                then messages.first_acknowledgement is null
            else messages.filed_at is null
        end
        and minutes_between(messages.sent_at, messages.known_until)
            <= parameters.wait_minutes as is_waiting
    from fct_interface_message as messages
    cross join parameters
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        case when is_success then 1 else 0 end as numerator,
        1 as denominator,
        message_type as stratum,
        case when is_waiting then 'not yet decided' end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from messages
)

select * from observations
