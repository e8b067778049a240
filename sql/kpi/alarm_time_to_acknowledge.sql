/*
label:      Alarm raised to acknowledged
family:     alarm response
nature:     technical
unit:       seconds
direction:  decrease
statistic:  median
also:       p90
clock:      raised_at to acknowledged_at
grain:      one row per alarm; one that clears unanswered is a competing event, one that still sounds is open
strata:     priority
maturity:   1 day
parameters: priority = all — restrict to one priority, such as high
source:     IEC 60601-1-8 (priorities); Bonafide 2015: nurses answer more slowly after non-actionable alarms
pitfall:    percentiles are of all alarms: where most clear by themselves, half are never acknowledged and no median exists, so
            choose one priority, or alarm_acknowledged_within; an acknowledgement at the central station is not one at the bedside
counter:    alarm_missed_share
money:      none by itself: quality; minutes are capacity
*/
with

parameters as (
    select value as priority
    from kpi_parameter
    where kpi = 'alarm_time_to_acknowledge' and name = 'priority'
),

alarms as (
    select
        alarms.*,
        case
            when alarms.ended_by = 'acknowledged' then alarms.acknowledged_at
            when alarms.ended_by = 'cleared' then alarms.cleared_at
            else alarms.known_until
        end as ended_at
    from fct_alarm as alarms
    cross join parameters
    where parameters.priority = 'all' or parameters.priority = alarms.priority
),

observations as (
    select
        unit_id,
        raised_at as observed_at,
        seconds_between(raised_at, ended_at) as numerator,
        1 as denominator,
        priority as stratum,
        case
            when ended_by = 'acknowledged' then 'event'
            when ended_by = 'cleared' then 'competing'
            else 'open'
        end as outcome,
        case
            when is_clock_uncertain then 'clock change'
            when ended_at < raised_at then 'negative interval'
        end as excluded,
        alarm_id as item_id
    from alarms
)

select * from observations
