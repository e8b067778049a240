/*
label:      Cost posted
family:     cost
nature:     business
unit:       as declared
direction:  as declared
statistic:  total
also:       none
clock:      none; counted on the day to which the cost belongs
grain:      one row per posting, corrections included
strata:     none
maturity:   45 days
parameters: category = all — restrict to one category of the ledger
            account = all — restrict to one account
source:     the general ledger
pitfall:    amounts are in the money of their day: deflate before comparing years; postings of a whole month on one day make
            weeks meaningless
counter:    cost_per_bed_day
money:      cash-releasing where the account is the one that the benefit names
*/
with

parameters as (
    select
        max(case when name = 'category' then value end) as category,
        max(case when name = 'account' then value end) as account
    from kpi_parameter
    where kpi = 'cost_total'
),

postings as (
    select postings.*
    from fct_cost as postings
    cross join parameters
    where (parameters.category = 'all' or parameters.category = postings.category)
        and (parameters.account = 'all' or parameters.account = postings.account)
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        amount as numerator,
        1 as denominator,
        entry_id as item_id
    from postings
)

select * from observations
