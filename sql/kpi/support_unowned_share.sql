/*
label:      Tickets without an owner after the limit
family:     support
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      opened_at to assigned_at, in elapsed time
grain:      one row per ticket; one resolved without ever being assigned was owned until then
strata:     priority
maturity:   7 days
parameters: limit_hours = required — the desk's own limit, never moved after the baseline
source:     incident ownership: no owner after the limit, of all tickets
pitfall:    automatic assignment to a queue is not an owner; a limit in elapsed hours counts the weekend
counter:    support_reassignments
money:      quality; minutes are capacity
*/
with

parameters as (
    select cast(value as double) as limit_hours
    from kpi_parameter
    where kpi = 'support_unowned_share' and name = 'limit_hours'
),

tickets as (
    select
        tickets.*,
        parameters.limit_hours,
        coalesce(tickets.assigned_at, tickets.resolved_at) is not null as is_owned,
        minutes_between(
            tickets.opened_at,
            coalesce(tickets.assigned_at, tickets.resolved_at, tickets.known_until)
        ) / 60 as wait_hours
    from fct_support_ticket as tickets
    cross join parameters
),

observations as (
    select
        unit_id,
        opened_at as observed_at,
        case when wait_hours > limit_hours then 1 else 0 end as numerator,
        1 as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when not is_owned and is_resolved_missing then 'no time of resolution'
            when is_clock_uncertain then 'clock change'
            when wait_hours < 0 then 'negative interval'
            when not is_owned and wait_hours <= limit_hours then 'not yet decided'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
