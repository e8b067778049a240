/*
grain: one claim, as it was known when its unit's extract ended
key:   claim_id
note:  what was billed or answered later is neither yet; without an answer nothing is known of denials
*/
with

claims as (
    select * from stg_claim
),

spans as (
    select * from data_span where kind = 'claim'
),

known as (
    select
        claims.claim_id,
        claims.unit_id,

        claims.payer,
        claims.denial_group,
        claims.denial_code,

        claims.is_denied,
        claims.is_touched,
        claims.is_clock_uncertain,
        claims.failed_edit_count,
        claims.required_field_count,
        claims.filled_field_count,
        claims.charged_amount,
        claims.denied_amount,

        claims.discharged_at,
        case when claims.billed_at <= spans.ends_at then claims.billed_at end as billed_at,
        case when claims.remitted_at <= spans.ends_at then claims.remitted_at end
            as remitted_at,
        spans.ends_at as known_until
    from claims
    left join spans on claims.unit_id = spans.unit_id
)

select * from known
