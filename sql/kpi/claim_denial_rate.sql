/*
label:      Claims denied at first answer
family:     reimbursement
nature:     business
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      billed_at to remitted_at; counted when billed
grain:      one row per claim; counted are those answered
strata:     payer
maturity:   120 days
parameters: denial_code = all — count one reason only (CARC)
            denial_group = all — count one group only: CO, PR, OA or PI
source:     HFMA MAP Keys AR-5, remittance denial rate, by claims; initial denials, overturned later or not
pitfall:    a payer's new policy is not the hospital's doing: read it by payer; claims answered late are left out until they
            are mature
counter:    claim_clean_rate
leans_on:   claim_field_completeness, record_duplicate_rate, interface_match_failure
money:      income: denied amounts that would have been paid, net of what is overturned
*/
with

parameters as (
    select
        max(case when name = 'denial_code' then value end) as denial_code,
        max(case when name = 'denial_group' then value end) as denial_group
    from kpi_parameter
    where kpi = 'claim_denial_rate'
),

claims as (
    select
        claims.*,
        parameters.denial_code = 'all' or parameters.denial_code = claims.denial_code
            as is_wanted_code,
        parameters.denial_group = 'all' or parameters.denial_group = claims.denial_group
            as is_wanted_group
    from fct_claim as claims
    cross join parameters
),

observations as (
    select
        unit_id,
        coalesce(billed_at, discharged_at) as observed_at,
        case when is_denied and is_wanted_code and is_wanted_group then 1 else 0 end
            as numerator,
        1 as denominator,
        coalesce(payer, 'not recorded') as stratum,
        case
            when billed_at is null then 'not yet billed'
            when remitted_at is null then 'not yet answered'
            when is_denied is null then 'answer not recorded'
        end as excluded,
        claim_id as item_id
    from claims
)

select * from observations
