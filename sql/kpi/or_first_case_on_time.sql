/*
label:      First cases that start on time
family:     utilization
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      scheduled_start_at to in_room_at
grain:      one row per room and local day: the elective case listed first
strata:     service line
maturity:   none
parameters: grace_minutes = required — minutes after the scheduled start that still count as on time
source:     AACD Procedural Times Glossary: start time is patient in room, first case of the room's day
pitfall:    the grace period decides the number: in one real file 0, 46 and 96 % at 0, 5 and 15 minutes;
            a late emergency before the list delays it, too
counter:    or_turnover
money:      capacity; better starts often leave utilization where it was
*/
with

parameters as (
    select cast(value as double) as grace_minutes
    from kpi_parameter
    where kpi = 'or_first_case_on_time' and name = 'grace_minutes'
),

firsts as (
    select
        cases.*,
        parameters.grace_minutes,
        minutes_between(cases.scheduled_start_at, cases.in_room_at) as late_minutes
    from fct_or_case as cases
    cross join parameters
    where cases.is_first_scheduled
),

observations as (
    select
        unit_id,
        scheduled_start_at as observed_at,
        case when late_minutes <= grace_minutes then 1 else 0 end as numerator,
        1 as denominator,
        coalesce(service_line, 'not recorded') as stratum,
        -- Whether and when the patient left does not matter here.
        case
            when problem in ('cancelled', 'clock change', 'no in-room time') then problem
        end as excluded,
        case_id as item_id
    from firsts
)

select * from observations
