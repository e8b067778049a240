/*
label:      Escalated alarms that reached somebody in time
family:     alarm response
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      escalated_at to reached_at
grain:      one row per escalated alarm
strata:     priority
maturity:   1 day
parameters: limit_seconds = required — the unit's own limit, never moved after the baseline
source:     the escalation policy of the unit, to be named in the program file
pitfall:    an alarm that clears while it is being passed on needs nobody any more, yet it counts: the chain was too slow
counter:    alarm_missed_share
money:      none by itself: quality
*/
with

parameters as (
    select cast(value as double) as limit_seconds
    from kpi_parameter
    where kpi = 'alarm_escalation_reached' and name = 'limit_seconds'
),

escalations as (
    select
        alarms.*,
        parameters.limit_seconds,
        seconds_between(
            alarms.escalated_at,
            coalesce(alarms.reached_at, alarms.known_until)
        ) as wait_seconds
    from fct_alarm as alarms
    cross join parameters
    where alarms.escalated_at is not null
),

observations as (
    select
        unit_id,
        escalated_at as observed_at,
        case when reached_at is not null and wait_seconds <= limit_seconds then 1 else 0 end
            as numerator,
        1 as denominator,
        priority as stratum,
        case
            when is_clock_uncertain then 'clock change'
            when reached_at < escalated_at then 'negative interval'
            when reached_at is null and wait_seconds <= limit_seconds then 'not yet decided'
        end as excluded,
        alarm_id as item_id
    from escalations
)

select * from observations
