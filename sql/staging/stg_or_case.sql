/*
grain: one operating room case, performed or cancelled
key:   case_id
note:  instants are UTC; is_clock_uncertain marks a record with a local time that the clock change skipped or repeated
*/
select
    case_id,
    patient_id,
    unit_id,
    room_id,

    service_line,
    case_class,
    status,

    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    scheduled_start_at,
    in_room_at,
    out_room_at,
    cancelled_at
from landed_or_case
