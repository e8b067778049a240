/*
label:      Share of unplanned downtime in one vendor's services
family:     vendors
nature:     technical
unit:       1
direction:  decrease
statistic:  ratio
also:       none
clock:      started_at to ended_at of unplanned outages, inside agreed windows
grain:      one row per unit, service and agreed window with unplanned downtime
strata:     none
maturity:   none
parameters: vendor = required — the vendor, as services in program.yaml name it
source:     vendor accountability: downtime by vendor, of all downtime of the unit
pitfall:    falls when other services fail more: read it beside vendor_allowance_used; services that fail together count
            each
counter:    vendor_allowance_used
money:      none by itself; it says who owes the minutes
*/
with

parameters as (
    select value as vendor
    from kpi_parameter
    where kpi = 'vendor_downtime_share' and name = 'vendor'
),

windows as (
    select
        service_unit.unit_id,
        windows.service_id,
        coalesce(parameters.vendor = service.vendor, false) as is_vendors,
        windows.starts_at,
        windows.down_minutes - windows.planned_minutes as unplanned_minutes
    from fct_service_window as windows
    inner join service_unit on windows.service_id = service_unit.service_id
    inner join service on windows.service_id = service.service_id
    cross join parameters
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        case when is_vendors then unplanned_minutes else 0 end as numerator,
        unplanned_minutes as denominator,
        service_id || '@' || cast(starts_at as varchar) as item_id
    from windows
    where unplanned_minutes > 0
)

select * from observations
