/*
grain: one outage record of one service, as it was known at the end of the as-of day, or of the last day its extract tells of
key:   outage_id
note:  records of one service that overlap or touch are one failure: they share failure_number, planned and unplanned apart
*/
with

ends as (
    select ends_at as known_until from data_end where kind = 'outage'
),

known as (
    select
        outages.outage_id,
        outages.service_id,
        outages.cause_id,
        outages.is_planned,
        outages.started_at,
        case when outages.ended_at <= ends.known_until then outages.ended_at end as ended_at,
        least(coalesce(outages.ended_at, ends.known_until), ends.known_until) as down_until
    from stg_outage as outages
    cross join ends
    where outages.started_at < ends.known_until
),

chained as (
    select
        *,
        max(down_until) over (
            partition by service_id, is_planned
            order by started_at, down_until, outage_id
            rows between unbounded preceding and 1 preceding
        ) as down_before
    from known
),

numbered as (
    select
        *,
        sum(case when started_at <= down_before then 0 else 1 end) over (
            partition by service_id, is_planned
            order by started_at, down_until, outage_id
            rows between unbounded preceding and current row
        ) as failure_number
    from chained
),

outages as (
    select
        outage_id,
        service_id,
        cause_id,
        failure_number,

        is_planned,
        ended_at is null as is_open,

        started_at,
        ended_at,
        down_until
    from numbered
)

select * from outages
