/*
grain: one diagnostic report
key:   report_id
note:  a report of several orders belongs to the first of them
*/
select
    report_id,
    order_id,
    status,
    coalesce(amended, false) as is_amended,
    effective_at,
    effective_end_at,
    issued_at
from landed_fhir_report
