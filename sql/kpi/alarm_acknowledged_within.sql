/*
label:      Alarms acknowledged within the limit
family:     alarm response
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      raised_at to acknowledged_at
grain:      one row per alarm; counted are those that somebody acknowledged in time or that lasted beyond the limit
strata:     priority
maturity:   1 day
parameters: limit_seconds = required — the unit's own limit, never moved after the baseline
            priority = all — restrict to one priority, such as high
source:     IEC 60601-1-8 (priorities); the limit is a local policy, to be named in the program file
pitfall:    a limit near the usual duration of an alarm measures the device, not the answer; acknowledged is not yet attended
counter:    alarm_missed_share
money:      none by itself: quality
*/
with

parameters as (
    select
        max(case when name = 'limit_seconds' then cast(value as double) end)
            as limit_seconds,
        max(case when name = 'priority' then value end) as priority
    from kpi_parameter
    where kpi = 'alarm_acknowledged_within'
),

alarms as (
    select
        alarms.*,
        parameters.limit_seconds,
        seconds_between(alarms.raised_at, alarms.acknowledged_at) as answer_seconds,
        seconds_between(alarms.raised_at, alarms.cleared_at) as lasting_seconds,
        seconds_between(alarms.raised_at, alarms.known_until) as watched_seconds
    from fct_alarm as alarms
    cross join parameters
    where parameters.priority = 'all' or parameters.priority = alarms.priority
),

observations as (
    select
        unit_id,
        raised_at as observed_at,
        case
            when ended_by = 'acknowledged' and answer_seconds <= limit_seconds then 1
            else 0
        end as numerator,
        1 as denominator,
        priority as stratum,
        case
            when is_clock_uncertain then 'clock change'
            when answer_seconds < 0 or lasting_seconds < 0 then 'negative interval'
            when ended_by = 'cleared' and lasting_seconds <= limit_seconds
                then 'cleared within the limit'
            when ended_by is null and watched_seconds <= limit_seconds
                then 'not yet decided'
        end as excluded,
        alarm_id as item_id
    from alarms
)

select * from observations
