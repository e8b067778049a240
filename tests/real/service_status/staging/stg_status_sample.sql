/*
grain: one run of down observations of one service
key:   outage_id
note:  an outage lasts from the first observation that found the service down to the next that found it up: its true ends lie
       up to one polling interval earlier. A monitor that stops leaves its last outage open
*/
with

samples as (
    select * from landed_status_sample
),

neighbours as (
    select
        service_id,
        status,
        observed_at,
        lag(status) over (
            partition by service_id
            order by observed_at
        ) as status_before,
        min(case when status = 'up' then observed_at end) over (
            partition by service_id
            order by observed_at
            rows between 1 following and unbounded following
        ) as up_again_at
    from samples
),

outages as (
    select
        concat(service_id, '@', cast(observed_at as varchar)) as outage_id,
        service_id,
        cast(null as varchar) as cause_id,

        cast(null as varchar) as severity,

        false as is_planned,
        cast(null as bigint) as users_affected_count,

        observed_at as started_at,
        up_again_at as ended_at
    from neighbours
    where status = 'down' and coalesce(status_before, 'up') = 'up'
)

select * from outages
