/*
label:      Ticket opened to resolved, agreed service hours
family:     support
nature:     technical
unit:       hours
direction:  decrease
statistic:  median
also:       p90, mean
clock:      opened_at to resolved_at, in the agreed hours of the ticket's service
grain:      one row per ticket, open ones included
strata:     priority
maturity:   30 days
parameters: category = all — restrict to one category: how-to, defect, access, request or other
source:     ITIL 4, time to resolve in agreed service time
pitfall:    shorter agreed hours shorten it: read it beside support_resolution_time; tickets without a service have none;
            the mean is that of min(time, 30 days)
counter:    support_resolution_time
money:      capacity of the desk
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'support_resolution_agreed_time' and name = 'category'
),

tickets as (
    select
        tickets.*,
        agreed.agreed_minutes / 60 as wait_hours
    from fct_support_ticket as tickets
    left join fct_ticket_agreed_time as agreed
        on tickets.ticket_id = agreed.ticket_id
    cross join parameters
    where parameters.category = 'all' or parameters.category = tickets.category
),

observations as (
    select
        unit_id,
        opened_at as observed_at,
        wait_hours as numerator,
        1 as denominator,
        priority as stratum,
        case when resolved_at is null then 'open' else 'event' end as outcome,
        case
            when status = 'cancelled' then 'cancelled'
            when is_resolved_missing then 'no time of resolution'
            when is_clock_uncertain then 'clock change'
            when resolved_at < opened_at then 'negative interval'
            when wait_hours is null then 'no agreed hours'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
