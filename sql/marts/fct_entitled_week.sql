/*
grain: one user, unit and application at the end of each Sunday on which the user is entitled
key:   user_id, unit_id, application, day_date
note:  action_count is that of the 28 days that end with the Sunday; known_from and known_until are the first and last day
       of the unit's activity
*/
with

spans as (
    select
        unit_id,
        min(activity_date) as known_from_date,
        max(activity_date) as known_until_date
    from stg_user_activity
    group by unit_id
),

entitled as (
    select
        entitlements.user_id,
        entitlements.unit_id,
        entitlements.application,
        calendar.day_date,
        min(calendar.starts_at) as starts_at,
        min(entitlements.starts_on_date) as entitled_since_date
    from stg_entitlement as entitlements
    inner join calendar
        on calendar.week_day = 7
        and entitlements.starts_on_date <= calendar.day_date
        and (
            entitlements.ends_on_date is null
            or entitlements.ends_on_date >= calendar.day_date
        )
    group by
        entitlements.user_id,
        entitlements.unit_id,
        entitlements.application,
        calendar.day_date
),

-- Activity and Sundays on one line of days, so that each is read once.
lined as (
    select
        user_id,
        unit_id,
        application,
        activity_date - date '1970-01-01' as day_number,
        action_count,
        cast(null as date) as day_date,
        cast(null as timestamp) as starts_at,
        cast(null as date) as entitled_since_date
    from stg_user_activity
    union all
    select
        user_id,
        unit_id,
        application,
        day_date - date '1970-01-01',
        0,
        day_date,
        starts_at,
        entitled_since_date
    from entitled
),

summed as (
    select
        *,
        sum(action_count) over (
            partition by user_id, unit_id, application
            order by day_number
            range between 27 preceding and current row
        ) as recent_action_count
    from lined
),

weeks as (
    select
        summed.user_id,
        summed.unit_id,

        summed.application,

        cast(summed.recent_action_count as bigint) as action_count,
        summed.day_date - summed.entitled_since_date + 1 as entitled_day_count,
        summed.day_date - spans.known_from_date + 1 as known_day_count,
        coalesce(summed.day_date > spans.known_until_date, true) as is_after_known,

        summed.day_date,
        summed.starts_at
    from summed
    left join spans on summed.unit_id = spans.unit_id
    where summed.day_date is not null
)

select * from weeks
