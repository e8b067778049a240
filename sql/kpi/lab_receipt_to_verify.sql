/*
label:      Laboratory receipt to verified result
family:     turnaround
nature:     technical
unit:       minutes
direction:  decrease
statistic:  median
also:       p90, mean
clock:      received_at to verified_at
grain:      one row per result, pending ones included
strata:     priority, patient class
maturity:   7 days
parameters: none
source:     CAP Q-Probes, intralaboratory turnaround: receipt to verification
pitfall:    automatic verification moves it without any faster work; verified is not yet visible on the ward;
            the mean is that of min(wait, 7 days)
counter:    lab_collect_to_available
money:      capacity; cash-releasing only where laboratory overtime is removed
*/
with

results as (
    select * from fct_lab_result
),

observations as (
    select
        unit_id,
        -- A specimen without its receipt is counted, as excluded, where it was taken.
        coalesce(received_at, collected_at) as observed_at,
        minutes_between(received_at, coalesce(verified_at, known_until)) as numerator,
        1 as denominator,
        concat(priority, ', ', patient_class) as stratum,
        case when verified_at is null then 'open' else 'event' end as outcome,
        case
            when status = 'cancelled' then 'cancelled'
            when is_add_on then 'add-on'
            when received_at is null then 'no receipt'
            when is_verified_missing then 'no time of verification'
            when is_clock_uncertain then 'clock change'
            when verified_at < received_at then 'negative interval'
        end as excluded,
        result_id as item_id
    from results
)

select * from observations
