/*
grain: one outage record of one service
key:   outage_id
note:  records of one failure may overlap (monitoring and help desk); ended_at is null while the service is down
*/
select
    outage_id,
    service_id,
    cause_id,

    severity,

    planned as is_planned,
    users_affected as users_affected_count,

    started_at,
    ended_at
from landed_outage
