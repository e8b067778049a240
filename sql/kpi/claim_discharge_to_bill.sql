/*
label:      Discharge to bill
family:     reimbursement
nature:     technical
unit:       days
direction:  decrease
statistic:  median
also:       p90, mean
clock:      discharged_at to billed_at
grain:      one row per claim, those not yet billed included
strata:     payer
maturity:   60 days
parameters: none
source:     charge lag and discharged-not-final-billed, claim by claim
pitfall:    a bill sent early and wrong is quick: read it beside claim_clean_rate; the mean is that of min(time, 60 days)
counter:    claim_clean_rate
money:      one-off: earlier cash once, not every year
*/
with

claims as (
    select * from fct_claim
),

observations as (
    select
        unit_id,
        discharged_at as observed_at,
        minutes_between(discharged_at, coalesce(billed_at, known_until)) / 1440
            as numerator,
        1 as denominator,
        coalesce(payer, 'not recorded') as stratum,
        case when billed_at is null then 'open' else 'event' end as outcome,
        case
            when is_clock_uncertain then 'clock change'
            when billed_at < discharged_at then 'negative interval'
        end as excluded,
        claim_id as item_id
    from claims
)

select * from observations
