/*
label:      Holder gone to access removed
family:     governance
nature:     technical
unit:       hours
direction:  decrease
statistic:  median
also:       p90
clock:      ground_lost_at to disabled_at
grain:      one row per account that lost its ground, those still open included
strata:     application
maturity:   30 days
parameters: none
source:     provisioning: time from leaving or change of role to the end of access
pitfall:    known only of accounts that a review or the HR system found; a date of leaving entered late starts the clock
            early
counter:    access_without_valid_role
money:      none by itself: risk avoided is not cash
*/
with

removals as (
    select * from fct_access_removal
),

observations as (
    select
        unit_id,
        ground_lost_at as observed_at,
        minutes_between(ground_lost_at, coalesce(disabled_at, known_until)) / 60
            as numerator,
        1 as denominator,
        application as stratum,
        case when disabled_at is null then 'open' else 'event' end as outcome,
        case
            when is_clock_uncertain then 'clock change'
            when disabled_at < ground_lost_at then 'negative interval'
        end as excluded,
        concat(account_id, '/', application) as item_id
    from removals
)

select * from observations
