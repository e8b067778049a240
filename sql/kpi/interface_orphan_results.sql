/*
label:      Results without an order or encounter
family:     interoperability
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      sent_at of the first attempt to linked_at
grain:      one row per result message and receiver
strata:     message type
maturity:   2 days
parameters: wait_hours = 24 — a result that is not linked after so long is an orphan
source:     results with no order or encounter after 24 hours, of all results
pitfall:    a feed that does not record links looks like nothing but orphans; unsolicited results (point of care) have no
            order by nature
counter:    interface_match_failure
money:      quality: results that nobody is told of; minutes of manual linking are capacity
*/
with

parameters as (
    select cast(value as double) as wait_hours
    from kpi_parameter
    where kpi = 'interface_orphan_results' and name = 'wait_hours'
),

results as (
    select
        messages.*,
        minutes_between(
            messages.sent_at,
            coalesce(messages.linked_at, messages.known_until)
        ) / 60 as wait_hours,
        parameters.wait_hours as limit_hours
    from fct_interface_message as messages
    cross join parameters
    where messages.message_type like 'ORU%'
        or messages.message_type like 'Observation%'
        or messages.message_type like 'DiagnosticReport%'
),

observations as (
    select
        unit_id,
        sent_at as observed_at,
        case when wait_hours > limit_hours then 1 else 0 end as numerator,
        1 as denominator,
        message_type as stratum,
        case
            when is_clock_uncertain then 'clock change'
            when linked_at is null and wait_hours <= limit_hours then 'not yet decided'
        end as excluded,
        concat(sender, '/', message_id, ' to ', receiver) as item_id
    from results
)

select * from observations
