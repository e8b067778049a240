/*
label:      Tickets reopened after a resolution
family:     support
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when opened
grain:      one row per ticket; counted are those resolved
strata:     priority
maturity:   30 days
parameters: category = all — restrict to one category: how-to, defect, access, request or other
source:     ITIL 4, reopened of resolved tickets
pitfall:    a new ticket for the old fault is no reopening: look for repeats by the same unit
counter:    support_first_contact_share
money:      capacity of the desk and of the users who ask again
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'support_reopen_rate' and name = 'category'
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
        case when reopened_count > 0 then 1 else 0 end as numerator,
        1 as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when resolved_at is null and not is_resolved_missing then 'not yet resolved'
            when reopened_count is null then 'reopenings not recorded'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
