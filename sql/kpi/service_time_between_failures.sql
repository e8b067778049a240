/*
label:      Mean time between failures
family:     downtime
nature:     technical
unit:       hours
direction:  increase
statistic:  ratio
also:       none
clock:      agreed time up, between unplanned failures
grain:      one row per unit, service and agreed window: hours up, and failures that begin in it
strata:     none
maturity:   none
parameters: service = all — restrict to one service
source:     ITIL 4, mean time between failures (MTBF): uptime between recovery and next failure
pitfall:    few failures a period, and none gives no value at all: prefer long periods; a failure outside agreed time does
            not count; one long outage is one failure
counter:    service_mtrs
money:      capacity and quality, at the site's own downtime cost card
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'service_time_between_failures' and name = 'service'
),

failures as (
    select service_id, failure_number, min(started_at) as started_at
    from fct_outage
    where not is_planned
    group by service_id, failure_number
),

counted as (
    select
        windows.service_id,
        windows.starts_at,
        count(failures.started_at) as failure_count
    from fct_service_window as windows
    left join failures
        on windows.service_id = failures.service_id
        and failures.started_at >= windows.starts_at
        and failures.started_at < windows.ends_at
    group by windows.service_id, windows.starts_at
),

observations as (
    select
        service_unit.unit_id,
        windows.starts_at as observed_at,
        (windows.agreed_minutes - windows.down_minutes) / 60 as numerator,
        counted.failure_count as denominator,
        windows.service_id || '@' || cast(windows.starts_at as varchar) as item_id
    from fct_service_window as windows
    inner join counted
        on windows.service_id = counted.service_id
        and windows.starts_at = counted.starts_at
    inner join service_unit on windows.service_id = service_unit.service_id
    cross join parameters
    where parameters.service_id = 'all' or parameters.service_id = windows.service_id
)

select * from observations
