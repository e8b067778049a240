/*
label:      Dialysis sessions that start on time
family:     dialysis
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      planned_start_at to started_at
grain:      one row per planned session
strata:     shift
maturity:   1 day
parameters: grace_minutes = required — minutes after the planned start that still count as on time
source:     the unit's own rule, to be named in the program file
pitfall:    plans that are moved after the fact start on time: take the plan as it stood the evening before
counter:    dialysis_time_delivered
money:      capacity; cash-releasing only where a shift of staff is paid less
*/
with

parameters as (
    select cast(value as double) as grace_minutes
    from kpi_parameter
    where kpi = 'dialysis_start_on_time' and name = 'grace_minutes'
),

sessions as (
    select
        sessions.*,
        parameters.grace_minutes,
        minutes_between(sessions.planned_start_at, sessions.started_at) as late_minutes
    from fct_dialysis_session as sessions
    cross join parameters
),

observations as (
    select
        unit_id,
        planned_start_at as observed_at,
        case when late_minutes <= grace_minutes then 1 else 0 end as numerator,
        1 as denominator,
        shift as stratum,
        case
            when status = 'planned' then 'not yet decided'
            when status = 'missed' then 'missed'
            when is_clock_uncertain then 'clock change'
            when started_at is null then 'start not recorded'
        end as excluded,
        session_id as item_id
    from sessions
)

select * from observations
