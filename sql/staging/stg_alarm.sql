/*
grain: one alarm
key:   alarm_id
note:  instants are UTC; is_clock_uncertain marks a record with a local time that the clock change skipped or repeated
*/
select
    alarm_id,
    unit_id,
    bed_id,

    alarm_type,
    priority,

    actionable as is_actionable,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    raised_at,
    delivered_at,
    acknowledged_at,
    cleared_at,
    escalated_at,
    reached_at
from landed_alarm
