/*
grain: one change of one service
key:   change_id
note:  incident_id is null where the change caused none, or nobody linked it
*/
select
    change_id,
    service_id,
    incident_id,

    change_class,
    status,

    authorized as is_authorized,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    planned_at,
    implemented_at
from landed_change
