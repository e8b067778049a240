/*
label:      Share of charges denied at first answer
family:     reimbursement
nature:     business
unit:       1
direction:  decrease
statistic:  ratio
also:       none
clock:      billed_at to remitted_at; counted when billed
grain:      one row per claim: denied of charged amount; counted are those answered
strata:     payer
maturity:   120 days
parameters: none
source:     HFMA MAP Keys AR-5, remittance denial rate, by amounts
pitfall:    gross charges are not what would be paid: a share of charges is not a share of income; a few large claims decide
            it
counter:    claim_denial_rate
leans_on:   claim_field_completeness, record_duplicate_rate, interface_match_failure
money:      income: at the expected payment, never at the charge
*/
with

claims as (
    select * from fct_claim
),

observations as (
    select
        unit_id,
        coalesce(billed_at, discharged_at) as observed_at,
        case when is_denied then denied_amount else 0 end as numerator,
        charged_amount as denominator,
        coalesce(payer, 'not recorded') as stratum,
        case
            when billed_at is null then 'not yet billed'
            when remitted_at is null then 'not yet answered'
            when is_denied is null then 'answer not recorded'
            when is_denied and denied_amount is null then 'denied amount not recorded'
            when is_denied and denied_amount > charged_amount
                then 'more denied than charged'
        end as excluded,
        claim_id as item_id
    from claims
)

select * from observations
