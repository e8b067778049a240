/*
grain: one account that lost its ground, as it was known when its unit's extract ended
key:   account_id, application, ground_lost_at
note:  an account that several reviews find counts once, disabled as early as any of them says
*/
with

reviews as (
    select
        reviews.*,
        spans.ends_at as known_until
    from stg_access_review as reviews
    left join data_span as spans
        on reviews.unit_id = spans.unit_id and spans.kind = 'access_review'
    where reviews.ground_lost_at <= spans.ends_at
),

removals as (
    select
        account_id,
        min(unit_id) as unit_id,

        application,

        max(case when is_clock_uncertain then 1 else 0 end) = 1 as is_clock_uncertain,

        ground_lost_at,
        min(case when disabled_at <= known_until then disabled_at end) as disabled_at,
        max(known_until) as known_until
    from reviews
    group by account_id, application, ground_lost_at
)

select * from removals
