/*
grain: one request
key:   callout_id
*/
select
    callout_id,
    unit_id,
    careunit,
    status,
    asked_at,
    acknowledged_at
from landed_callout
