/*
label:      Changes that failed
family:     governance
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when made
grain:      one row per unit and change of a service that serves it; counted are normal and emergency changes made
strata:     change class
maturity:   14 days
parameters: service = all — restrict to one service
source:     ITIL 4, change enablement: backed out, or caused an incident within the warranty
pitfall:    incidents must be linked to changes, or nothing fails; many tiny changes lower it
counter:    change_outage_share
money:      capacity of the teams; downtime at the site's own cost card
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'change_failed_rate' and name = 'service'
),

changes as (
    select service_unit.unit_id, changes.*
    from fct_change as changes
    inner join service_unit on changes.service_id = service_unit.service_id
    cross join parameters
    where parameters.service_id = 'all' or parameters.service_id = changes.service_id
),

observations as (
    select
        unit_id,
        happens_at as observed_at,
        case when status = 'backed-out' or has_caused_incident then 1 else 0 end
            as numerator,
        1 as denominator,
        change_class as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when status = 'planned' then 'not yet made'
            when change_class = 'standard' then 'standard change'
            when implemented_at is null then 'no time of implementation'
        end as excluded,
        change_id as item_id
    from changes
)

select * from observations
