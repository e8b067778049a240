/*
label:      Age of the open tickets
family:     support
nature:     technical
unit:       days
direction:  decrease
statistic:  p90
also:       median
clock:      opened_at to the end of each Sunday
grain:      one row per Sunday and ticket that is open at its end
strata:     priority
maturity:   none
parameters: none
source:     counter-measure to support_resolution_time: old tickets that nobody closes do not spoil the time of closed ones
pitfall:    the first months know nothing of tickets opened before the extract begins; a bulk closure clears it in a night
counter:    support_reopen_rate
money:      capacity of the users who wait
*/
with

tickets as (
    select * from fct_support_ticket
),

sundays as (
    select * from calendar where week_day = 7
),

observations as (
    select
        tickets.unit_id,
        sundays.starts_at as observed_at,
        minutes_between(tickets.opened_at, sundays.ends_at) / 1440 as numerator,
        1 as denominator,
        tickets.priority as stratum,
        case
            when tickets.status = 'cancelled' then 'cancelled'
            when tickets.is_resolved_missing then 'no time of resolution'
        end as excluded,
        concat(tickets.ticket_id, '@', cast(sundays.day_date as varchar)) as item_id
    from tickets
    inner join sundays
        on tickets.opened_at < sundays.ends_at
        and coalesce(tickets.resolved_at, tickets.known_until) >= sundays.ends_at
)

select * from observations
