/*
label:      Operating room turnover time
family:     utilization
nature:     technical
unit:       minutes
direction:  decrease
statistic:  median
also:       p90, mean
clock:      previous patient's out_room_at to next patient's in_room_at
grain:      one row per pair of cases that follow each other in a room on one local day
strata:     service line
maturity:   none
parameters: cap_minutes = 90 — a longer pause is a gap in the list, not a turnover
source:     AACD Procedural Times Glossary, turnover time
pitfall:    a cap hides long turnovers with the gaps: watch how many fall out; flip rooms shorten it without any faster work
counter:    or_utilization
money:      capacity; minutes become cash only as whole cases, overtime or a closed room
*/
with

parameters as (
    select cast(value as double) as cap_minutes
    from kpi_parameter
    where kpi = 'or_turnover' and name = 'cap_minutes'
),

pairs as (
    select
        cases.*,
        parameters.cap_minutes,
        minutes_between(cases.previous_out_at, cases.in_room_at) as turnover_minutes
    from fct_or_case as cases
    cross join parameters
    where cases.previous_case_id is not null
),

observations as (
    select
        unit_id,
        coalesce(previous_out_at, placed_at) as observed_at,
        turnover_minutes as numerator,
        1 as denominator,
        coalesce(service_line, 'not recorded') as stratum,
        case
            when problem in ('clock change', 'no in-room time', 'negative interval')
                then problem
            when previous_problem is not null then 'previous case without usable times'
            when turnover_minutes < 0 then 'overlap'
            when turnover_minutes > cap_minutes then 'gap'
        end as excluded,
        case_id as item_id
    from pairs
)

select * from observations
