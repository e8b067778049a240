/*
label:      Entitled users who use the application
family:     adoption
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      the 28 days that end with each Sunday
grain:      one row per Sunday and user who is entitled to an application then
strata:     application
maturity:   none
parameters: min_actions = required — actions within 28 days from which a user counts as active
            application = all — restrict to one application
source:     distinct users with at least so many actions in 28 days, of users entitled
pitfall:    logging in is not use: count actions that mean work; shared logins hide users; leavers whose entitlement lives
            on lower it
counter:    workaround_rate
money:      none by itself: without use no benefit has this cause
*/
with

parameters as (
    select
        max(case when name = 'min_actions' then cast(value as double) end) as min_actions,
        max(case when name = 'application' then value end) as application
    from kpi_parameter
    where kpi = 'adoption_active_share'
),

weeks as (
    select weeks.*, parameters.min_actions
    from fct_entitled_week as weeks
    cross join parameters
    where parameters.application = 'all' or parameters.application = weeks.application
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        case when action_count >= min_actions then 1 else 0 end as numerator,
        1 as denominator,
        application as stratum,
        case
            when known_day_count is null or known_day_count < 28
                then 'less than 28 days of activity known'
            when is_after_known then 'after the last activity known'
            when entitled_day_count < 28 then 'entitled for less than 28 days'
        end as excluded,
        concat(user_id, '/', application, '@', cast(day_date as varchar)) as item_id
    from weeks
)

select * from observations
