/*
label:      Work around the system, by weeks since training
family:     adoption
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      weeks from the last training passed to the occasion
grain:      one row per occasion on which the system should have been used; counted are users so many weeks after training
strata:     activity
maturity:   none
parameters: from_weeks = 12 — weeks since training from which an occasion counts
            to_weeks = 9999 — weeks since training before which it counts; two entries, 0–12 and from 12 on, show the decay
source:     decay of training: the rate of errors by weeks since training
pitfall:    who was trained last differs from who was trained first; refreshers move users from one entry to the other
counter:    workaround_rate
money:      none by itself; it says when to retrain
*/
with

parameters as (
    select
        max(case when name = 'from_weeks' then cast(value as double) end) as from_weeks,
        max(case when name = 'to_weeks' then cast(value as double) end) as to_weeks
    from kpi_parameter
    where kpi = 'training_decay'
),

occasions as (
    select
        occasions.*,
        parameters.from_weeks,
        parameters.to_weeks,
        occasions.days_since_training / 7.0 as weeks_since_training
    from fct_workaround as occasions
    cross join parameters
),

observations as (
    select
        unit_id,
        occurred_at as observed_at,
        case when is_worked_around then 1 else 0 end as numerator,
        1 as denominator,
        activity as stratum,
        case
            when is_worked_around and is_appropriate then 'judged appropriate'
            when not is_user_recorded then 'user or application not recorded'
            when days_since_training is null then 'user without training'
            when weeks_since_training < from_weeks or weeks_since_training >= to_weeks
                then 'outside the weeks since training'
        end as excluded,
        event_id as item_id
    from occasions
)

select * from observations
