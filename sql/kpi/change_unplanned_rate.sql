/*
label:      Changes made without a plan
family:     governance
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when made
grain:      one row per unit and change of a service that serves it; counted are changes made
strata:     none
maturity:   none
parameters: service = all — restrict to one service
source:     ITIL 4, change enablement: emergency and unauthorized changes of all changes
pitfall:    a change that nobody logs is not unplanned but unseen: read it beside change_log_coverage
counter:    change_log_coverage
money:      capacity; downtime at the site's own cost card
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'change_unplanned_rate' and name = 'service'
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
        case when change_class = 'emergency' or not is_authorized then 1 else 0 end
            as numerator,
        1 as denominator,
        case
            when status = 'cancelled' then 'cancelled'
            when status = 'planned' then 'not yet made'
            when implemented_at is null then 'no time of implementation'
            when change_class != 'emergency' and is_authorized is null
                then 'authorization not recorded'
        end as excluded,
        change_id as item_id
    from changes
)

select * from observations
