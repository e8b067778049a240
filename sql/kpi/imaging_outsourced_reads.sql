/*
label:      Exams read by an outside service
family:     utilization
nature:     business
unit:       reads
direction:  decrease
statistic:  total
also:       none
clock:      none; counted at exam end
grain:      one row per completed exam, 1 where an outside service read it
strata:     modality
maturity:   14 days
parameters: none
source:     reads bought, as the invoice of the outside service counts them
pitfall:    falls when fewer exams are made, too: read it beside the number of exams
counter:    imaging_exam_to_report
leans_on:   imaging_exam_to_report
money:      cash-releasing, at the contract's price per read
*/
with

exams as (
    select * from fct_imaging_exam where status = 'completed'
),

observations as (
    select
        unit_id,
        coalesce(exam_end_at, ordered_at) as observed_at,
        case when is_outsourced then 1 else 0 end as numerator,
        1 as denominator,
        modality as stratum,
        case when is_outsourced is null then 'reader not recorded' end as excluded,
        exam_id as item_id
    from exams
)

select * from observations
