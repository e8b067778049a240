/*
grain: one support ticket, as it was known when its unit's extract ended
key:   ticket_id
note:  a resolved ticket without its time of resolution is not open: its end was not recorded. What was resolved after the
       as-of day is still open
*/
with

tickets as (
    select * from stg_support_ticket
),

spans as (
    select * from data_span where kind = 'support_ticket'
),

known as (
    select
        tickets.ticket_id,
        tickets.unit_id,
        tickets.service_id,
        service.vendor,

        tickets.category,
        tickets.priority,
        tickets.status,

        tickets.is_first_contact,
        tickets.is_clock_uncertain,
        tickets.status = 'resolved' and tickets.resolved_at is null as is_resolved_missing,
        tickets.reopened_count,
        tickets.reassigned_count,
        tickets.vendor_waiting_minutes,

        tickets.opened_at,
        case when tickets.assigned_at <= spans.ends_at then tickets.assigned_at end
            as assigned_at,
        case when tickets.resolved_at <= spans.ends_at then tickets.resolved_at end
            as resolved_at,
        tickets.due_at,
        spans.starts_at as known_from,
        spans.ends_at as known_until
    from tickets
    left join spans on tickets.unit_id = spans.unit_id
    left join service on tickets.service_id = service.service_id
)

select * from known
