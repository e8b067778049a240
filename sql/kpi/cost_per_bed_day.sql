/*
label:      Cost per occupied bed-day
family:     cost
nature:     business
unit:       as declared
direction:  as declared
statistic:  rate
per:        1
also:       none
clock:      none; counted on the day to which the cost belongs
grain:      one row per posting, and one per unit and local day of the census with its bed-days
strata:     none
maturity:   45 days
parameters: category = all — restrict to one category of the ledger
source:     general ledger over occupied bed-days
pitfall:    a cost per bed-day is an average: a bed-day saved does not save it; days after the last posting are left out, so
            a month is whole only where its last day has one
counter:    cost_total
leans_on:   bed_occupancy
money:      never an average cost as a saving: only what the marginal bed-day releases
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'cost_per_bed_day' and name = 'category'
),

spans as (
    select
        unit_id,
        min(posted_date) as known_from_date,
        max(posted_date) as known_until_date
    from fct_cost
    group by unit_id
),

census as (
    select * from fct_census
),

postings as (
    select
        postings.unit_id,
        postings.starts_at as observed_at,
        postings.amount as numerator,
        0 as denominator,
        case when census.unit_id is null then 'no census of that day' end as excluded,
        postings.entry_id as item_id
    from fct_cost as postings
    cross join parameters
    left join census
        on postings.unit_id = census.unit_id
        and postings.posted_date = census.census_date
    where parameters.category = 'all' or parameters.category = postings.category
),

bed_days as (
    select
        census.unit_id,
        census.starts_at as observed_at,
        0 as numerator,
        census.occupied_bed_days as denominator,
        case
            when spans.known_from_date is null
                or census.census_date < spans.known_from_date
                then 'before the first posting known'
            when census.census_date > spans.known_until_date
                then 'after the last posting known'
        end as excluded,
        cast(census.census_date as varchar) as item_id
    from census
    left join spans on census.unit_id = spans.unit_id
),

observations as (
    select * from postings
    union all
    select * from bed_days
)

select * from observations
