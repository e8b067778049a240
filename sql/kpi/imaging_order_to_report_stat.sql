/*
label:      Imaging order to final report, STAT
family:     turnaround
nature:     technical
unit:       minutes
direction:  decrease
statistic:  median
also:       p90, mean
clock:      ordered_at to first final_at
grain:      one row per STAT exam, open ones included
strata:     modality, patient class
maturity:   2 days
parameters: none
source:     SIIM SWIM lexicon (Erickson 2013, J Digit Imaging), order to final report
pitfall:    STAT relabelling after go-live changes who is measured, not how fast the ward is;
            the mean is that of min(wait, 2 days): an emergency order without a report by then is lost, not late
counter:    imaging_stat_share
money:      capacity; cash-releasing only with outsourced reads
*/
with

exams as (
    select * from fct_imaging_exam where priority = 'stat'
),

observations as (
    select
        unit_id,
        ordered_at as observed_at,
        minutes_between(ordered_at, coalesce(final_at, known_until)) as numerator,
        1 as denominator,
        concat(modality, ', ', patient_class) as stratum,
        case when final_at is null then 'open' else 'event' end as outcome,
        case
            when status in ('cancelled', 'no-show') then status
            when is_clock_uncertain then 'clock change'
            when final_at < ordered_at then 'negative interval'
        end as excluded,
        exam_id as item_id
    from exams
)

select * from observations
