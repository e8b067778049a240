/*
label:      Share of the time to resolve that is the vendor's
family:     vendors
nature:     technical
unit:       1
direction:  decrease
statistic:  ratio
also:       none
clock:      time in the state that waits for the vendor, of opened_at to resolved_at
grain:      one row per ticket of a service that has a vendor; counted are those resolved
strata:     priority
maturity:   90 days
parameters: vendor = all — restrict to one vendor, as services in program.yaml name it
source:     vendor accountability: waiting time by vendor, of elapsed time
pitfall:    falls when the own desk becomes slower: read it beside support_vendor_waiting
counter:    support_vendor_waiting
money:      none by itself; it says who owes the minutes
*/
with

parameters as (
    select value as vendor
    from kpi_parameter
    where kpi = 'vendor_waiting_share' and name = 'vendor'
),

tickets as (
    select
        tickets.*,
        minutes_between(tickets.opened_at, tickets.resolved_at) as elapsed_minutes
    from fct_support_ticket as tickets
    cross join parameters
    where tickets.vendor is not null
        and (parameters.vendor = 'all' or parameters.vendor = tickets.vendor)
),

observations as (
    select
        unit_id,
        opened_at as observed_at,
        vendor_waiting_minutes as numerator,
        elapsed_minutes as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when is_resolved_missing then 'no time of resolution'
            when resolved_at is null then 'not yet resolved'
            when is_clock_uncertain then 'clock change'
            when elapsed_minutes < 0 then 'negative interval'
            when vendor_waiting_minutes is null then 'waiting not recorded'
            when vendor_waiting_minutes > elapsed_minutes then 'waited longer than it took'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
