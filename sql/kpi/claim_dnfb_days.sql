/*
label:      Days of revenue discharged and not finally billed
family:     reimbursement
nature:     business
unit:       days
direction:  decrease
statistic:  ratio
also:       none
clock:      amounts at the end of each local day
grain:      one row per unit and local day: amount unbilled, of the mean daily amount of the last 90 days
strata:     none
maturity:   none
parameters: none
source:     HFMA MAP Keys, days in discharged not final billed: gross amount of average daily gross revenue
pitfall:    a month of few discharges raises it; what was unbilled before the extract begins is unknown, so the first 90
            days are left out
counter:    claim_clean_rate
leans_on:   claim_discharge_to_bill, claim_field_completeness
money:      one-off: a day less is one day of cash sooner, worth its cost of capital, not a day of revenue each year
*/
with

days as (
    select * from fct_unbilled_day
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        unbilled_amount as numerator,
        daily_amount as denominator,
        case
            when known_day_count < 90 then 'less than 90 days known'
            when daily_amount <= 0 then 'nothing discharged in 90 days'
        end as excluded,
        cast(day_date as varchar) as item_id
    from days
)

select * from observations
