/*
grain: one account in one review
key:   account_id, application, reviewed_at
note:  account_id is a pseudonym
*/
select
    account_id,
    unit_id,

    application,
    finding,

    valid as is_valid,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    reviewed_at,
    ground_lost_at,
    disabled_at
from landed_access_review
