/*
grain: one occasion on which the system should have been used, with the user's last training before it
key:   event_id
note:  days_since_training is null where the user or the application is not recorded, or no training was passed
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
        ) as next_completed_on_date
    from stg_training
    where is_passed
),

occasions as (
    select
        *,
        local_date(occurred_at) as occurred_date
    from stg_workaround
),

trained as (
    select
        occasions.event_id,
        occasions.unit_id,

        occasions.application,
        occasions.activity,
        occasions.form,

        occasions.user_id is not null and occasions.application is not null
            as is_user_recorded,
        occasions.is_worked_around,
        occasions.is_appropriate,
        occasions.is_clock_uncertain,
        occasions.occurred_date - trainings.completed_on_date as days_since_training,

        occasions.occurred_at
    from occasions
    left join trainings
        on occasions.user_id = trainings.user_id
        and occasions.application = trainings.application
        and occasions.occurred_date >= trainings.completed_on_date
        and (
            trainings.next_completed_on_date is null
            or occasions.occurred_date < trainings.next_completed_on_date
        )
)

select * from trained
