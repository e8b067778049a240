/*
grain: one attempt to send a message to a receiver
key:   message_id, sender, receiver, sent_at
note:  retries are rows of their own here; fct_interface_message folds them
*/
select
    message_id,
    sender,
    receiver,
    unit_id,

    message_type,
    acknowledgement,
    error_class,
    match,

    misrouted as is_misrouted,
    required_field_count,
    filled_field_count,
    code_count,
    standard_code_count,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    sent_at,
    acknowledged_at,
    filed_at,
    left_queue_at,
    linked_at
from landed_interface_message
