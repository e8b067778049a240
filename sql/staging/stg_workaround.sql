/*
grain: one occasion on which the system should have been used
key:   event_id
note:  user_id is a pseudonym, the same as in stg_training
*/
select
    event_id,
    unit_id,
    user_id,

    application,
    activity,
    form,

    worked_around as is_worked_around,
    appropriate as is_appropriate,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    occurred_at
from landed_workaround
