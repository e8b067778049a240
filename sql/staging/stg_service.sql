/*
grain: one agreed window of one service, as its source lists it
key:   service_id, starts_at
note:  a service without rows here has the agreed hours of program.yaml (service_window)
*/
select
    service_id,

    starts_at,
    ends_at
from landed_service
