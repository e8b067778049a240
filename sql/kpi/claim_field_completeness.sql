/*
label:      Required fields filled when the record reaches billing
family:     reimbursement
nature:     technical
unit:       1
direction:  increase
statistic:  ratio
also:       none
clock:      none; counted at discharge
grain:      one row per claim: filled of required fields
strata:     payer
maturity:   30 days
parameters: none
source:     reimbursement data quality: filled of required fields, before anybody in billing mends them
pitfall:    a field filled with a default is filled; payers ask for more fields from year to year
counter:    claim_denial_rate
money:      none by itself; it leads claim_clean_rate and claim_denial_rate
*/
with

claims as (
    select * from fct_claim
),

observations as (
    select
        unit_id,
        discharged_at as observed_at,
        filled_field_count as numerator,
        required_field_count as denominator,
        coalesce(payer, 'not recorded') as stratum,
        case
            when required_field_count is null then 'fields not recorded'
            when filled_field_count is null then 'fields not recorded'
            when required_field_count = 0 then 'no required field'
            when filled_field_count > required_field_count then 'more than there were'
        end as excluded,
        claim_id as item_id
    from claims
)

select * from observations
