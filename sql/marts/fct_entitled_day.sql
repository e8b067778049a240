/*
grain: one unit and local day, with the number of users entitled to any application
key:   unit_id, day_date
note:  a user with several applications, or spans that overlap or follow each other, counts once
*/
with

chained as (
    select
        *,
        max(coalesce(ends_on_date, date '9999-12-31')) over (
            partition by unit_id, user_id
            order by starts_on_date, ends_on_date, application
            rows between unbounded preceding and 1 preceding
        ) as ended_before_date
    from stg_entitlement
),

numbered as (
    select
        *,
        sum(case when starts_on_date <= ended_before_date then 0 else 1 end) over (
            partition by unit_id, user_id
            order by starts_on_date, ends_on_date, application
            rows between unbounded preceding and current row
        ) as span_number
    from chained
),

joined as (
    select
        unit_id,
        min(starts_on_date) as starts_on_date,
        max(coalesce(ends_on_date, date '9999-12-31')) as ends_on_date
    from numbered
    group by unit_id, user_id, span_number
),

steps as (
    select unit_id, starts_on_date as step_date, 1 as step, 0 as place from joined
    union all
    select unit_id, ends_on_date, -1, 2 from joined
),

lined as (
    select unit_id, step_date, step, place, cast(null as timestamp) as starts_at
    from steps
    union all
    select units.unit_id, calendar.day_date, 0, 1, calendar.starts_at
    from calendar
    cross join (select unit_id from joined group by unit_id) as units
),

counted as (
    select
        *,
        sum(step) over (
            partition by unit_id
            order by step_date, place
            rows between unbounded preceding and current row
        ) as entitled_user_count
    from lined
),

days as (
    select
        unit_id,

        cast(entitled_user_count as integer) as entitled_user_count,

        step_date as day_date,
        starts_at
    from counted
    where starts_at is not null
)

select * from days
