/*
grain: one asset in use at the end of each Sunday, from its first update on record until its unit's extract ends
key:   asset_id, day_date
note:  overdue are updates past their due time that are neither applied nor excepted; what is applied at that very instant
       is overdue still
*/
with

updates as (
    select
        updates.*,
        spans.ends_at as known_until
    from stg_asset_version as updates
    inner join data_span as spans
        on updates.unit_id = spans.unit_id and spans.kind = 'asset_version'
),

assets as (
    select
        asset_id,
        min(unit_id) as unit_id,
        min(asset_class) as asset_class,
        min(released_at) as known_from,
        min(coalesce(retired_at, known_until)) as used_until,
        max(known_until) as known_until
    from updates
    group by asset_id
),

weeks as (
    select
        assets.asset_id,
        assets.unit_id,
        assets.asset_class,
        calendar.day_date,
        calendar.starts_at,
        calendar.ends_at
    from assets
    inner join calendar
        on calendar.week_day = 7
        and calendar.ends_at > assets.known_from
        and calendar.ends_at <= assets.used_until
        and calendar.ends_at <= assets.known_until
),

lined as (
    select asset_id, ends_at as happens_at, 0 as place, 0 as step, day_date
    from weeks
    union all
    select asset_id, due_at, 1, 1, null
    from updates
    where exception_id is null and (applied_at is null or applied_at > due_at)
    union all
    select asset_id, applied_at, 1, -1, null
    from updates
    where exception_id is null and applied_at > due_at
),

counted as (
    select
        asset_id,
        day_date,
        sum(step) over (
            partition by asset_id
            order by happens_at, place
            rows between unbounded preceding and current row
        ) as overdue_count
    from lined
    where happens_at is not null
),

placed as (
    select
        weeks.asset_id,
        weeks.unit_id,

        weeks.asset_class,

        cast(counted.overdue_count as integer) as overdue_count,

        weeks.day_date,
        weeks.starts_at
    from weeks
    inner join counted
        on weeks.asset_id = counted.asset_id and weeks.day_date = counted.day_date
)

select * from placed
