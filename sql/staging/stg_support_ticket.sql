/*
grain: one support ticket
key:   ticket_id
note:  a ticket without a count of reopenings or changes of owner may come from a desk that does not count them: it stays null
*/
select
    ticket_id,
    unit_id,
    service_id,

    category,
    priority,
    status,

    first_contact as is_first_contact,
    reopened_count,
    reassigned_count,
    vendor_waiting_minutes,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    opened_at,
    assigned_at,
    resolved_at,
    due_at
from landed_support_ticket
