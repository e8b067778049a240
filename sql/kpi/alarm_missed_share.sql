/*
label:      Actionable alarms that nobody acknowledged
family:     alarm response
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when the alarm was raised
grain:      one row per alarm; counted are those that an audit judged actionable
strata:     priority
maturity:   1 day
parameters: none
source:     counter-measure to alarm_time_to_acknowledge, which says nothing of alarms that end unanswered
pitfall:    only as good as the audit's sample; an auditor who looks at the answered alarms first finds none missed
counter:    alarm_actionable_share
money:      none by itself: quality
*/
with

alarms as (
    select * from fct_alarm
),

observations as (
    select
        unit_id,
        raised_at as observed_at,
        case when acknowledged_at is null then 1 else 0 end as numerator,
        1 as denominator,
        priority as stratum,
        case
            when is_actionable is null then 'outside the audit'
            when not is_actionable then 'not actionable'
            when ended_by is null then 'not yet decided'
        end as excluded,
        alarm_id as item_id
    from alarms
)

select * from observations
