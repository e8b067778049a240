/*
label:      Imaging exam end to final report
family:     turnaround
nature:     technical
unit:       minutes
direction:  decrease
statistic:  median
also:       p90, mean
clock:      exam_end_at to first final_at
grain:      one row per completed exam, unreported ones included
strata:     priority, modality, patient class
maturity:   14 days
parameters: none
source:     NHS England 2023, diagnostic imaging reporting turnaround times; SIIM SWIM lexicon, exam end to final report
pitfall:    reports of an outside service may be stamped in another time zone or under a batch user;
            the mean is that of min(wait, 14 days)
counter:    imaging_outsourced_reads
money:      capacity; cash-releasing only with outsourced reads
*/
with

exams as (
    select * from fct_imaging_exam where status = 'completed'
),

observations as (
    select
        unit_id,
        -- An exam without its end is counted, as excluded, where it was ordered.
        coalesce(exam_end_at, ordered_at) as observed_at,
        minutes_between(exam_end_at, coalesce(final_at, known_until)) as numerator,
        1 as denominator,
        concat(priority, ', ', modality, ', ', patient_class) as stratum,
        case when final_at is null then 'open' else 'event' end as outcome,
        case
            when exam_end_at is null then 'no exam end'
            when is_clock_uncertain then 'clock change'
            when final_at < exam_end_at then 'negative interval'
        end as excluded,
        exam_id as item_id
    from exams
)

select * from observations
