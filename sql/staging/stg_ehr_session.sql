/*
grain: one stretch of work in the record
key:   session_id
note:  active minutes are the source's: what it counts as idle differs between vendors
*/
select
    session_id,
    user_id,
    unit_id,

    role,
    activity,

    scheduled as is_scheduled,
    active_minutes,

    started_at
from landed_ehr_session
