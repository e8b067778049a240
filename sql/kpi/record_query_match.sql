/*
label:      Queries that find the patient elsewhere
family:     interoperability
nature:     technical
unit:       1
direction:  increase
statistic:  proportion
also:       none
clock:      none; counted when asked
grain:      one row per query
strata:     none
maturity:   none
parameters: none
source:     match rate between organisations; as low as 50 % (ONC, reported by Pew)
pitfall:    patients who were never elsewhere cannot be found: the mix of patients moves it
counter:    record_overlay_rate
money:      capacity: repeated tests and history taken again
*/
with

queries as (
    select * from fct_record_match where event = 'query'
),

observations as (
    select
        unit_id,
        occurred_at as observed_at,
        case when outcome = 'matched' then 1 else 0 end as numerator,
        1 as denominator,
        case when outcome = 'possible-duplicate' then 'not yet decided' end as excluded,
        event_id as item_id
    from queries
)

select * from observations
