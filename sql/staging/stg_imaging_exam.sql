/*
grain: one imaging exam
key:   exam_id
note:  instants are UTC; is_clock_uncertain marks a record with a local time that the clock change skipped or repeated
*/
select
    exam_id,
    patient_id,
    unit_id,

    modality,
    priority,
    patient_class,
    status,

    outsourced as is_outsourced,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    ordered_at,
    exam_begin_at,
    exam_end_at,
    preliminary_at,
    final_at
from landed_imaging_exam
