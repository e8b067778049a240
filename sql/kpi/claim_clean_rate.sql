/*
label:      Clean claims
family:     reimbursement
nature:     business
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      none; counted when billed
grain:      one row per claim; counted are those submitted
strata:     payer
maturity:   none
parameters: none
source:     HFMA MAP Keys CL-1: claims that pass all edits without work by hand, of claims submitted
pitfall:    a rival definition counts claims paid at first answer: say which; fewer edits make cleaner claims and more
            denials
counter:    claim_denial_rate
leans_on:   claim_field_completeness, interface_match_failure, record_duplicate_rate
money:      capacity of billing; income only through denials
*/
with

claims as (
    select * from fct_claim
),

observations as (
    select
        unit_id,
        coalesce(billed_at, discharged_at) as observed_at,
        case when failed_edit_count = 0 and not is_touched then 1 else 0 end as numerator,
        1 as denominator,
        coalesce(payer, 'not recorded') as stratum,
        case
            when billed_at is null then 'not yet billed'
            when failed_edit_count is null or is_touched is null then 'edits not recorded'
        end as excluded,
        claim_id as item_id
    from claims
)

select * from observations
