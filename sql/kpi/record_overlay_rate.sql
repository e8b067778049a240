/*
label:      Records that hold two persons
family:     interoperability
nature:     technical
unit:       overlays per 10,000 registrations
direction:  decrease
statistic:  rate
per:        10000
also:       none
clock:      none; counted when registered
grain:      one row per registration
strata:     none
maturity:   30 days
parameters: none
source:     counted apart from duplicates, because an overlay harms both persons
pitfall:    few and found late: a quiet year proves little
counter:    record_duplicate_rate
money:      quality: the wrong allergies, results and medication
*/
with

registrations as (
    select * from fct_record_match where event = 'registration'
),

observations as (
    select
        unit_id,
        occurred_at as observed_at,
        case when outcome = 'overlay' then 1 else 0 end as numerator,
        1 as denominator,
        case when outcome = 'possible-duplicate' then 'not yet decided' end as excluded,
        event_id as item_id
    from registrations
)

select * from observations
