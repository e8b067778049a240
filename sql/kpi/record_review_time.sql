/*
label:      Suspected duplicate to decision
family:     interoperability
nature:     technical
unit:       days
direction:  decrease
statistic:  median
also:       p90
clock:      suspected_at to decided_at
grain:      one row per suspicion, undecided ones included
strata:     event
maturity:   30 days
parameters: none
source:     counter-measure to record_duplicate_rate, which leaves undecided suspicions out
pitfall:    suspicions dismissed in bulk look like fast work
counter:    record_duplicate_rate
money:      capacity: the staff who review
*/
with

suspicions as (
    select * from fct_record_match where suspected_at is not null
),

observations as (
    select
        unit_id,
        suspected_at as observed_at,
        minutes_between(suspected_at, coalesce(decided_at, known_until)) / 1440
            as numerator,
        1 as denominator,
        event as stratum,
        case when decided_at is null then 'open' else 'event' end as outcome,
        case
            when is_clock_uncertain then 'clock change'
            when decided_at < suspected_at then 'negative interval'
        end as excluded,
        event_id as item_id
    from suspicions
)

select * from observations
