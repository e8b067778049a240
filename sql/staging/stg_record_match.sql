/*
grain: one registration or query
key:   event_id
note:  outcome is what is known now, not what was thought at the counter
*/
select
    event_id,
    patient_id,
    unit_id,

    event,
    outcome,

    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    occurred_at,
    suspected_at,
    decided_at
from landed_record_match
