/*
grain: one order of one test, or its reversal
key:   order_id
note:  patient_id is a pseudonym; a blank protocol cell means no
*/
select
    order_id,
    patient_id,
    unit_id,
    reverses_id,

    category,
    test_code,
    patient_class,
    status,

    coalesce(quantity, 1) as quantity,
    coalesce(protocol, false) as is_protocol,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    ordered_at,
    performed_at,
    available_at
from landed_test_order
