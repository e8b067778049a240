/*
label:      Registrations that made a duplicate record
family:     interoperability
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when registered
grain:      one row per registration
strata:     none
maturity:   30 days
parameters: none
source:     AHIMA 2020, duplicate creation rate: confirmed duplicates of registrations
pitfall:    nobody finds what nobody looks for: more review raises it; undecided suspicions are left out, so watch their
            number
counter:    record_overlay_rate
money:      capacity: minutes of merging; income where duplicates deny claims
*/
with

registrations as (
    select * from fct_record_match where event = 'registration'
),

observations as (
    select
        unit_id,
        occurred_at as observed_at,
        case when outcome = 'duplicate' then 1 else 0 end as numerator,
        1 as denominator,
        case when outcome = 'possible-duplicate' then 'not yet decided' end as excluded,
        event_id as item_id
    from registrations
)

select * from observations
