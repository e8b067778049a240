/*
label:      Hours a ticket waits for the vendor
family:     vendors
nature:     technical
unit:       hours
direction:  decrease
statistic:  mean
also:       p90
clock:      time in the state that waits for the vendor, in elapsed time
grain:      one row per ticket of a service that has a vendor; counted are those resolved
strata:     priority
maturity:   90 days
parameters: vendor = all — restrict to one vendor, as services in program.yaml name it
source:     vendor accountability: time in the desk's state for waiting on the vendor
pitfall:    the state is set by hand: a desk that learns to use it makes vendors slower; a ticket that never waits counts
            with 0; the mean is that of min(time, 90 days)
counter:    vendor_waiting_share
money:      capacity; contract penalties are income where they are paid
*/
with

parameters as (
    select value as vendor
    from kpi_parameter
    where kpi = 'support_vendor_waiting' and name = 'vendor'
),

tickets as (
    select tickets.*
    from fct_support_ticket as tickets
    cross join parameters
    where tickets.vendor is not null
        and (parameters.vendor = 'all' or parameters.vendor = tickets.vendor)
),

observations as (
    select
        unit_id,
        opened_at as observed_at,
        vendor_waiting_minutes / 60 as numerator,
        1 as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when resolved_at is null and not is_resolved_missing then 'not yet resolved'
            when vendor_waiting_minutes is null then 'waiting not recorded'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
