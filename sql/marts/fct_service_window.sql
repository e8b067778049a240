/*
grain: one agreed window of one service since its outages are recorded, with its minutes down
key:   service_id, starts_at
note:  a service that the extracts list has its windows from there, any other from program.yaml. Time that two windows or two
       outages share counts once; planned_minutes are those under no unplanned outage. No window lies before the local day
       of the first outage on record, or after the last day that the extract tells of: there, silence is not availability
*/
with

agreed as (
    select service_id, starts_at, ends_at from stg_service
    union all
    select service_id, starts_at, ends_at
    from service_window
    where service_id not in (select service_id from stg_service)
),

recorded as (
    select min(started_at) as since from stg_outage
),

ends as (
    select ends_at as known_until from data_end where kind = 'outage'
),

clipped as (
    select
        agreed.service_id,
        greatest(
            agreed.starts_at,
            coalesce(
                max(agreed.ends_at) over (
                    partition by agreed.service_id
                    order by agreed.starts_at, agreed.ends_at
                    rows between unbounded preceding and 1 preceding
                ),
                agreed.starts_at
            )
        ) as starts_at,
        agreed.ends_at
    from agreed
    cross join recorded
    cross join ends
    where local_date(agreed.starts_at) >= local_date(recorded.since)
        and agreed.ends_at <= ends.known_until
),

windows as (
    select * from clipped where starts_at < ends_at
),

stretches as (
    select
        windows.service_id,
        windows.starts_at,
        outages.outage_id,
        outages.is_planned,
        greatest(outages.started_at, windows.starts_at) as down_from,
        least(coalesce(outages.ended_at, windows.ends_at), windows.ends_at) as down_to
    from windows
    inner join stg_outage as outages
        on windows.service_id = outages.service_id
        and outages.started_at < windows.ends_at
        and (outages.ended_at is null or outages.ended_at > windows.starts_at)
),

-- Until when earlier stretches cover the window: all of them, and those of its own sort.
covered as (
    select
        *,
        max(down_to) over (
            partition by service_id, starts_at
            order by down_from, down_to, outage_id
            rows between unbounded preceding and 1 preceding
        ) as covered_until,
        max(down_to) over (
            partition by service_id, starts_at, is_planned
            order by down_from, down_to, outage_id
            rows between unbounded preceding and 1 preceding
        ) as covered_alike_until
    from stretches
),

added as (
    select
        service_id,
        starts_at,
        is_planned,
        minutes_between(
            least(greatest(down_from, coalesce(covered_until, down_from)), down_to),
            down_to
        ) as down_minutes,
        minutes_between(
            least(greatest(down_from, coalesce(covered_alike_until, down_from)), down_to),
            down_to
        ) as alike_minutes
    from covered
),

downtime as (
    select
        service_id,
        starts_at,
        sum(cast(down_minutes as decimal(18, 6))) as down_minutes,
        sum(
            cast(case when not is_planned then alike_minutes else 0 end as decimal(18, 6))
        ) as unplanned_minutes
    from added
    group by service_id, starts_at
),

measured as (
    select
        windows.service_id,

        minutes_between(windows.starts_at, windows.ends_at) as agreed_minutes,
        coalesce(downtime.down_minutes, 0) as down_minutes,
        coalesce(downtime.down_minutes - downtime.unplanned_minutes, 0)
            as planned_minutes,

        windows.starts_at,
        windows.ends_at
    from windows
    left join downtime
        on windows.service_id = downtime.service_id
        and windows.starts_at = downtime.starts_at
)

select * from measured
