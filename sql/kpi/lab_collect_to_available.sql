/*
label:      Laboratory collection to result available
family:     turnaround
nature:     technical
unit:       minutes
direction:  decrease
statistic:  median
also:       p90, mean
clock:      collected_at to available_at
grain:      one row per result, pending ones included
strata:     priority, patient class
maturity:   7 days
parameters: none
source:     CAP Q-Probes, collection to result availability
pitfall:    the collection time is often that of the label print, or a default; one specimen gives several rows;
            the mean is that of min(wait, 7 days)
counter:    lab_receipt_to_verify
money:      capacity
*/
with

results as (
    select * from fct_lab_result
),

observations as (
    select
        unit_id,
        collected_at as observed_at,
        minutes_between(collected_at, coalesce(available_at, known_until)) as numerator,
        1 as denominator,
        concat(priority, ', ', patient_class) as stratum,
        case when available_at is null then 'open' else 'event' end as outcome,
        case
            when status = 'cancelled' then 'cancelled'
            when is_add_on then 'add-on'
            when is_available_missing then 'no time of availability'
            when is_clock_uncertain then 'clock change'
            when available_at < collected_at then 'negative interval'
        end as excluded,
        result_id as item_id
    from results
)

select * from observations
