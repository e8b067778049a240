/*
label:      Tickets resolved at first contact
family:     support
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      none; counted when opened
grain:      one row per ticket; counted are those resolved
strata:     priority
maturity:   30 days
parameters: category = all — restrict to one category: how-to, defect, access, request or other
source:     ITIL 4, first contact resolution
pitfall:    easy questions raise it: good instructions that prevent them lower it
counter:    support_reopen_rate
money:      capacity of the desk
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'support_first_contact_share' and name = 'category'
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
        case when is_first_contact then 1 else 0 end as numerator,
        1 as denominator,
        priority as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when resolved_at is null and not is_resolved_missing then 'not yet resolved'
            when is_first_contact is null then 'first contact not recorded'
        end as excluded,
        ticket_id as item_id
    from tickets
)

select * from observations
