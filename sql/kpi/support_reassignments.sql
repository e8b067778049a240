/*
label:      Changes of owner per ticket
family:     support
nature:     technical
unit:       changes of owner
direction:  decrease
statistic:  mean
also:       none
clock:      none; counted when opened
grain:      one row per ticket; counted are those resolved
strata:     priority
maturity:   30 days
parameters: category = all — restrict to one category: how-to, defect, access, request or other
source:     incident ownership; one public log of an IT organisation (BPIC 2014) has 4,452 changes for 4,000 incidents
pitfall:    a desk that passes everything on once is as good as one that passes nothing on: read it beside the time to
            resolve
counter:    support_unowned_share
money:      capacity of the teams
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'support_reassignments' and name = 'category'
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
        reassigned_count as numerator,
        1 as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when resolved_at is null and not is_resolved_missing then 'not yet resolved'
            when reassigned_count is null then 'changes of owner not recorded'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
