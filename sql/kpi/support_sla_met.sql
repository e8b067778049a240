/*
label:      Tickets resolved by their due time
family:     support
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      opened_at to resolved_at, against due_at
grain:      one row per ticket with a due time
strata:     priority
maturity:   30 days
parameters: category = all — restrict to one category: how-to, defect, access, request or other
source:     ITIL 4, service level target of resolution
pitfall:    a target is negotiated: a longer one improves it without any faster work; pending states may have stopped the
            clock
counter:    support_resolution_time
money:      none by itself; contract penalties are income where they are paid
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'support_sla_met' and name = 'category'
),

tickets as (
    select tickets.*
    from fct_support_ticket as tickets
    cross join parameters
    where parameters.category = 'all' or parameters.category = tickets.category
),

observations as (
    select
        unit_id,
        opened_at as observed_at,
        case when resolved_at <= due_at then 1 else 0 end as numerator,
        1 as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when is_resolved_missing then 'no time of resolution'
            when due_at is null then 'no due time'
            when is_clock_uncertain then 'clock change'
            when resolved_at is null and due_at > known_until then 'not yet decided'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
