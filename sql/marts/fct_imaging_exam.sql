/*
grain: one imaging exam, as it was known when its unit's extract ended
key:   exam_id
note:  what happened after the as-of day has not happened yet: such a report is still open
*/
with

exams as (
    select * from stg_imaging_exam
),

spans as (
    select * from data_span where kind = 'imaging_exam'
),

known as (
    select
        exams.exam_id,
        exams.unit_id,

        exams.modality,
        exams.priority,
        exams.patient_class,
        exams.status,

        exams.is_outsourced,
        exams.is_clock_uncertain,

        exams.ordered_at,
        case when exams.exam_end_at <= spans.ends_at then exams.exam_end_at end
            as exam_end_at,
        case when exams.final_at <= spans.ends_at then exams.final_at end as final_at,
        spans.ends_at as known_until
    from exams
    left join spans on exams.unit_id = spans.unit_id
)

select * from known
