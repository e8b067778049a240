/*
label:      Prescribed dialysis time that was delivered
family:     dialysis
nature:     technical
unit:       1
direction:  increase
statistic:  ratio
also:       none
clock:      started_at to ended_at, of the time prescribed
grain:      one row per planned session
strata:     shift
maturity:   1 day
parameters: none
source:     delivered against prescribed treatment time
pitfall:    time on the machine is not dose: pauses count as delivered
counter:    dialysis_start_on_time
money:      none by itself: quality
*/
with

sessions as (
    select
        *,
        minutes_between(started_at, ended_at) as delivered_minutes
    from fct_dialysis_session
),

observations as (
    select
        unit_id,
        planned_start_at as observed_at,
        delivered_minutes as numerator,
        prescribed_minutes as denominator,
        shift as stratum,
        case
            when status = 'planned' then 'not yet decided'
            when status = 'missed' then 'missed'
            when is_clock_uncertain then 'clock change'
            when started_at is null or ended_at is null then 'start or end not recorded'
            when delivered_minutes < 0 then 'negative interval'
            when prescribed_minutes is null then 'no prescription'
        end as excluded,
        session_id as item_id
    from sessions
)

select * from observations
