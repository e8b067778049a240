/*
grain: one posting
key:   entry_id
note:  starts_at is the first instant of the local day to which the cost belongs
*/
with

postings as (
    select * from stg_cost
),

placed as (
    select
        entry_id,
        unit_id,

        account,
        category,

        amount,

        posted_date,
        utc_time(cast(posted_date as timestamp)) as starts_at
    from postings
)

select * from placed
