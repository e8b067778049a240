/*
grain: one account in one review
key:   account_id, application, reviewed_at
*/
with

reviews as (
    select * from stg_access_review
),

known as (
    select
        account_id,
        unit_id,

        application,
        finding,

        is_valid,

        reviewed_at
    from reviews
)

select * from known
