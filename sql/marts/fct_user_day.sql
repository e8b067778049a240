/*
grain: one user, unit, application and local day of use, with the user's training as it stood
key:   user_id, unit_id, application, activity_date
note:  a later training does not shorten an earlier one's validity
*/
with

trainings as (
    select
        user_id,
        application,
        completed_on_date,
        lead(completed_on_date) over (
            partition by user_id, application
            order by completed_on_date
        ) as next_completed_on_date,
        max(coalesce(valid_until_date, date '9999-12-31')) over (
            partition by user_id, application
            order by completed_on_date
            rows between unbounded preceding and current row
        ) as valid_until_date
    from stg_training
    where is_passed
),

days as (
    select
        activities.user_id,
        activities.unit_id,

        activities.application,

        coalesce(activities.activity_date <= trainings.valid_until_date, false)
            as is_training_valid,
        activities.action_count,
        activities.activity_date - trainings.completed_on_date as days_since_training,

        activities.activity_date,
        utc_time(cast(activities.activity_date as timestamp)) as starts_at
    from stg_user_activity as activities
    left join trainings
        on activities.user_id = trainings.user_id
        and activities.application = trainings.application
        and activities.activity_date >= trainings.completed_on_date
        and (
            trainings.next_completed_on_date is null
            or activities.activity_date < trainings.next_completed_on_date
        )
)

select * from days
