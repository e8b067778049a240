/*
label:      Unplanned outages soon after a change
family:     governance
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      implemented_at of a change to started_at of a failure of the same service
grain:      one row per unit and unplanned failure; records that overlap are one failure
strata:     none
maturity:   none
parameters: window_hours = 24 — an outage within so many hours after a change follows it
            service = all — restrict to one service
source:     ITIL 4, change enablement: share of outages that changes bring
pitfall:    after is not because of: where changes are frequent, some outages follow by chance; a change of another service
            is not looked at
counter:    change_failed_rate
money:      capacity and quality, at the site's own downtime cost card
*/
with

parameters as (
    select
        max(case when name = 'window_hours' then cast(value as double) end)
            as window_hours,
        max(case when name = 'service' then value end) as service_id
    from kpi_parameter
    where kpi = 'change_outage_share'
),

failures as (
    select service_id, failure_number, min(started_at) as started_at
    from fct_outage
    where not is_planned
    group by service_id, failure_number
),

followed as (
    select
        failures.service_id,
        failures.failure_number,
        failures.started_at,
        count(changes.change_id) as change_count
    from failures
    cross join parameters
    left join fct_change as changes
        on failures.service_id = changes.service_id
        and changes.implemented_at <= failures.started_at
        and minutes_between(changes.implemented_at, failures.started_at)
            <= parameters.window_hours * 60
    where parameters.service_id = 'all' or parameters.service_id = failures.service_id
    group by failures.service_id, failures.failure_number, failures.started_at
),

observations as (
    select
        service_unit.unit_id,
        followed.started_at as observed_at,
        case when followed.change_count > 0 then 1 else 0 end as numerator,
        1 as denominator,
        followed.service_id || '@' || cast(followed.started_at as varchar) as item_id
    from followed
    inner join service_unit on followed.service_id = service_unit.service_id
)

select * from observations
