/*
label:      Service availability in agreed time
family:     downtime
nature:     technical
unit:       1
direction:  increase
statistic:  ratio
also:       none
clock:      started_at to ended_at, inside agreed windows
grain:      one row per unit, service and agreed window, and one excluded row where it holds planned maintenance
strata:     none
maturity:   none
parameters: service = all — restrict to one service
source:     ITIL 4, availability management: (agreed service time − downtime) / agreed service time
pitfall:    planned maintenance leaves agreed time, so calling an outage planned improves it: a minute under both counts as
            unplanned, and the counter-measure shows the rest; nothing is known before the first outage on record,
            and an extract that ends before the as-of day looks like availability
counter:    service_planned_downtime
money:      capacity and quality, at the site's own downtime cost card
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'service_availability' and name = 'service'
),

windows as (
    select service_unit.unit_id, windows.*
    from fct_service_window as windows
    inner join service_unit on windows.service_id = service_unit.service_id
    cross join parameters
    where parameters.service_id = 'all' or parameters.service_id = windows.service_id
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        agreed_minutes - down_minutes as numerator,
        agreed_minutes - planned_minutes as denominator,
        case
            when planned_minutes >= agreed_minutes then 'nothing but planned maintenance'
        end as excluded,
        service_id || '@' || cast(starts_at as varchar) as item_id
    from windows
    union all
    select
        unit_id,
        starts_at as observed_at,
        planned_minutes as numerator,
        planned_minutes as denominator,
        'planned maintenance' as excluded,
        service_id || '@' || cast(starts_at as varchar) || '/planned' as item_id
    from windows
    where planned_minutes > 0 and planned_minutes < agreed_minutes
)

select * from observations
