/*
grain: one support ticket of a service with agreed hours
key:   ticket_id
note:  agreed_minutes are those of the service's agreed time between opening and resolution, or the end of the extract.
       Windows and tickets stand on one line of time, so that each is read once: what has begun by an instant, less what of
       the last window is still to come. Time that two windows share counts once
*/
with

agreed as (
    select service_id, starts_at, ends_at from stg_service
    union all
    select service_id, starts_at, ends_at
    from service_window
    where service_id not in (select service_id from stg_service)
),

clipped as (
    select
        service_id,
        greatest(
            starts_at,
            coalesce(
                max(ends_at) over (
                    partition by service_id
                    order by starts_at, ends_at
                    rows between unbounded preceding and 1 preceding
                ),
                starts_at
            )
        ) as starts_at,
        ends_at
    from agreed
),

tickets as (
    select
        tickets.ticket_id,
        tickets.service_id,
        tickets.opened_at,
        case
            when tickets.resolved_at <= spans.ends_at then tickets.resolved_at
            else spans.ends_at
        end as ended_at
    from stg_support_ticket as tickets
    inner join data_span as spans
        on tickets.unit_id = spans.unit_id and spans.kind = 'support_ticket'
    where tickets.service_id in (select service_id from agreed)
),

points as (
    select
        service_id,
        cast(null as varchar) as ticket_id,
        0 as place,
        minutes_between(starts_at, ends_at) as window_minutes,
        starts_at as happened_at,
        ends_at as window_ends_at
    from clipped
    where starts_at < ends_at
    union all
    select service_id, ticket_id, 1, 0, opened_at, null from tickets
    union all
    select service_id, ticket_id, 2, 0, ended_at, null from tickets
),

lined as (
    select
        ticket_id,
        place,
        happened_at,
        sum(cast(window_minutes as decimal(18, 6))) over (
            partition by service_id
            order by happened_at, place
            rows between unbounded preceding and current row
        ) as begun_minutes,
        max(window_ends_at) over (
            partition by service_id
            order by happened_at, place
            rows between unbounded preceding and current row
        ) as last_ends_at
    from points
),

passed as (
    select
        ticket_id,
        place,
        begun_minutes - case
            when last_ends_at > happened_at then minutes_between(happened_at, last_ends_at)
            else 0
        end as passed_minutes
    from lined
    where ticket_id is not null
),

measured as (
    select
        ticket_id,
        max(case when place = 2 then passed_minutes end)
        - max(case when place = 1 then passed_minutes end) as agreed_minutes
    from passed
    group by ticket_id
)

select * from measured
