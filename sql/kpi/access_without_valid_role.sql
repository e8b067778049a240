/*
label:      Accounts without a valid role
family:     governance
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when reviewed
grain:      one row per account and review
strata:     application
maturity:   none
parameters: none
source:     access recertification: accounts whose holder is unknown, has left or needs no access, of accounts reviewed
pitfall:    reviewers who confirm everything find nothing; the accounts chosen for a review decide it
counter:    access_removal_time
money:      licence fees are cash-releasing where unused accounts are paid for
*/
with

reviews as (
    select * from fct_access_review
),

observations as (
    select
        unit_id,
        reviewed_at as observed_at,
        case when is_valid then 0 else 1 end as numerator,
        1 as denominator,
        application as stratum,
        concat(account_id, '/', application, '@', cast(reviewed_at as varchar)) as item_id
    from reviews
)

select * from observations
