/*
grain: one result
key:   result_id
note:  a specimen gives several results; a blank add-on or timed cell means no, as laboratory systems write it
*/
select
    result_id,
    patient_id,
    unit_id,

    test_code,
    priority,
    patient_class,
    status,

    coalesce(add_on, false) as is_add_on,
    coalesce(timed, false) as is_timed,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    collected_at,
    received_at,
    verified_at,
    available_at
from landed_lab_result
