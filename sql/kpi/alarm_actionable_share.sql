/*
label:      Alarms that called for an act
family:     alarm response
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      none; counted when the alarm was raised
grain:      one row per alarm; counted are those that an audit judged
strata:     priority
maturity:   none
parameters: none
source:     Bonafide 2015 (PMC4456276): 87.1 % of alarms in a paediatric intensive care unit and 99.0 % on a ward called for no act
pitfall:    the audit's sample decides it: the same hours, beds and judges before and after
counter:    alarm_missed_share
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
        case when is_actionable then 1 else 0 end as numerator,
        1 as denominator,
        priority as stratum,
        case when is_actionable is null then 'outside the audit' end as excluded,
        alarm_id as item_id
    from alarms
)

select * from observations
