/*
label:      Share used of the downtime that the vendor's SLA allows
family:     vendors
nature:     technical
unit:       1
direction:  decrease
statistic:  ratio
also:       none
clock:      started_at to ended_at of unplanned outages, inside agreed windows
grain:      one row per unit, service with a vendor and agreed window
strata:     service
maturity:   none
parameters: vendor = all — restrict to one vendor, as services in program.yaml name it
source:     unplanned downtime against (1 − promised availability) × agreed time; above 1 the promise is broken
pitfall:    the contract says over which period the promise counts: take the same; what the vendor calls planned leaves both
            sides; an outage may be nobody's or the own network's fault
counter:    service_planned_downtime
money:      contract penalties are income where they are paid
*/
with

parameters as (
    select value as vendor
    from kpi_parameter
    where kpi = 'vendor_allowance_used' and name = 'vendor'
),

windows as (
    select
        service_unit.unit_id,
        windows.service_id,
        service.sla,
        windows.starts_at,
        windows.agreed_minutes - windows.planned_minutes as promised_minutes,
        windows.down_minutes - windows.planned_minutes as unplanned_minutes
    from fct_service_window as windows
    inner join service_unit on windows.service_id = service_unit.service_id
    inner join service on windows.service_id = service.service_id
    cross join parameters
    where service.vendor is not null
        and (parameters.vendor = 'all' or parameters.vendor = service.vendor)
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        unplanned_minutes as numerator,
        (1 - sla) * promised_minutes as denominator,
        service_id as stratum,
        case
            when sla is null then 'no promised availability'
            when sla >= 1 then 'no downtime allowed at all'
            when promised_minutes <= 0 then 'nothing but planned maintenance'
        end as excluded,
        service_id || '@' || cast(starts_at as varchar) as item_id
    from windows
)

select * from observations
