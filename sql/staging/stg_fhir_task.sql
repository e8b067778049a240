/*
grain: one piece of work on an order
key:   task_id
*/
select
    task_id,
    order_id,
    started_at,
    ended_at
from landed_fhir_task
