/*
label:      Share of imaging orders marked STAT
family:     turnaround
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when ordered
grain:      one row per exam
strata:     modality, patient class
maturity:   none
parameters: none
source:     counter-measure to imaging_order_to_report_stat: the population of a STAT figure is a behaviour
pitfall:    a busier emergency department raises it without any relabelling; read it by patient class
counter:    imaging_order_to_report
money:      none; it guards another figure
*/
with

exams as (
    select * from fct_imaging_exam
),

observations as (
    select
        unit_id,
        ordered_at as observed_at,
        case when priority = 'stat' then 1 else 0 end as numerator,
        1 as denominator,
        concat(modality, ', ', patient_class) as stratum,
        case when status in ('cancelled', 'no-show') then status end as excluded,
        exam_id as item_id
    from exams
)

select * from observations
