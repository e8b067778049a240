/*
label:      Mean time to restore service
family:     downtime
nature:     technical
unit:       minutes
direction:  decrease
statistic:  mean
also:       none
clock:      first started_at to last ended_at of one failure, in elapsed time
grain:      one row per unit and unplanned failure; records that overlap, or fail together of one cause, are one failure
strata:     none
maturity:   7 days
parameters: service = all — restrict to one service
source:     ITIL 4, mean time to restore service (MTRS): failure to full restoration
pitfall:    few events a period; one long outage decides a mean; the mean is that of min(time, 7 days), a service still down
            counts with its time so far
counter:    service_unplanned_downtime
money:      capacity and quality, at the site's own downtime cost card
*/
with

parameters as (
    select value as service_id
    from kpi_parameter
    where kpi = 'service_mtrs' and name = 'service'
),

failures as (
    select
        service_unit.unit_id,
        outages.service_id,
        outages.failure_number,
        coalesce(
            min(outages.cause_id),
            outages.service_id || '#' || cast(outages.failure_number as varchar)
        ) as cause,
        min(outages.started_at) as started_at,
        max(outages.down_until) as down_until,
        max(case when outages.is_open then 1 else 0 end) as is_open
    from fct_outage as outages
    inner join service_unit on outages.service_id = service_unit.service_id
    cross join parameters
    where not outages.is_planned
        and (parameters.service_id = 'all' or parameters.service_id = outages.service_id)
    group by service_unit.unit_id, outages.service_id, outages.failure_number
),

chained as (
    select
        *,
        max(down_until) over (
            partition by unit_id, cause
            order by started_at, down_until, service_id
            rows between unbounded preceding and 1 preceding
        ) as down_before
    from failures
),

numbered as (
    select
        *,
        sum(case when started_at <= down_before then 0 else 1 end) over (
            partition by unit_id, cause
            order by started_at, down_until, service_id
            rows between unbounded preceding and current row
        ) as number_of_cause
    from chained
),

observations as (
    select
        unit_id,
        min(started_at) as observed_at,
        minutes_between(min(started_at), max(down_until)) as numerator,
        1 as denominator,
        case when max(is_open) = 1 then 'open' else 'event' end as outcome,
        cause || '@' || cast(min(started_at) as varchar) as item_id
    from numbered
    group by unit_id, cause, number_of_cause
)

select * from observations
