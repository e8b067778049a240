/*
label:      Operating room raw utilization
family:     utilization
nature:     technical
unit:       1
direction:  between 0.75 and 0.85
statistic:  ratio
also:       none
clock:      in_room_at to out_room_at, inside resource hours
grain:      one row per room block: minutes with a patient in the room, of block minutes
strata:     service line
maturity:   none
parameters: none
source:     AACD Procedural Times Glossary, raw utilization
pitfall:    turnover and set-up do not count, so 100 % cannot be reached; the choice of definition moves it by 8 to 15 points;
            holidays count unless their blocks are released
counter:    or_turnover
money:      capacity; cash only where whole cases are added, or overtime or a room goes
*/
with

blocks as (
    select * from fct_or_block
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        in_room_minutes as numerator,
        block_minutes as denominator,
        coalesce(service_line, 'open time') as stratum,
        case
            when is_released then 'released'
            when cases_from is null or local_date(starts_at) < local_date(cases_from)
                then 'before the first case known'
            when local_date(starts_at) > local_date(cases_until)
                then 'after the last case known'
            when block_minutes <= 0 then 'inside another block'
            when unusable_case_count > 0 then 'a case without usable times'
        end as excluded,
        block_id as item_id
    from blocks
)

select * from observations
