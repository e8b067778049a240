/*
label:      Use by users whose training is valid
family:     adoption
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      none; counted on the day of use
grain:      one row per user, application and local day of use
strata:     application
maturity:   none
parameters: application = all — restrict to one application
source:     users with a training valid on the day, of users active on the day
pitfall:    completion is not competence; users who are busy count on more days; a user without any training on record
            counts as untrained
counter:    training_decay
money:      none by itself; retraining is a cost
*/
with

parameters as (
    select value as application
    from kpi_parameter
    where kpi = 'training_currency' and name = 'application'
),

days as (
    select days.*
    from fct_user_day as days
    cross join parameters
    where parameters.application = 'all' or parameters.application = days.application
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        case when is_training_valid then 1 else 0 end as numerator,
        1 as denominator,
        application as stratum,
        case when action_count = 0 then 'nothing done that day' end as excluded,
        concat(user_id, '/', application, '@', cast(activity_date as varchar)) as item_id
    from days
)

select * from observations
