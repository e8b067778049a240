/*
grain: one planned session
key:   session_id
note:  instants are UTC; is_clock_uncertain marks a record with a local time that the clock change skipped or repeated
*/
select
    session_id,
    patient_id,
    unit_id,

    shift,
    status,

    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,
    prescribed_minutes,

    planned_start_at,
    started_at,
    ended_at
from landed_dialysis_session
