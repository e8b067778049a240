/*
grain: one claim
key:   claim_id
note:  amounts are in the program's currency; a claim that was denied in part counts as denied
*/
select
    claim_id,
    unit_id,

    payer,
    denial_group,
    denial_code,

    denied as is_denied,
    touched as is_touched,
    failed_edit_count,
    required_field_count,
    filled_field_count,
    charged_amount,
    denied_amount,
    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    discharged_at,
    billed_at,
    remitted_at
from landed_claim
