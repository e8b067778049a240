/*
label:      Planned downtime in agreed time
family:     downtime
nature:     technical
unit:       minutes
direction:  decrease
statistic:  total
also:       none
clock:      started_at to ended_at of planned outages, inside agreed windows
grain:      one row per unit, service and agreed window, quiet ones included
strata:     none
maturity:   none
parameters: service = all — restrict to one service
source:     counter-measure to service_availability, which leaves planned maintenance out
pitfall:    two services of a unit in maintenance at once count twice
counter:    service_unplanned_downtime
money:      none; it guards another figure
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'service_planned_downtime' and name = 'service'
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
        planned_minutes as numerator,
        1 as denominator,
        service_id || '@' || cast(starts_at as varchar) as item_id
    from windows
)

select * from observations
