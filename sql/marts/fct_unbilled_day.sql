/*
grain: one unit and local day, from the first discharge on record until the last whole day of the unit's extract
key:   unit_id, day_date
note:  unbilled_amount is what was discharged by the end of the day and not billed by then; daily_amount is what was
       discharged in the 90 days that end with it, by day. A claim that is billed before its discharge is never unbilled
*/
with

claims as (
    select
        claims.unit_id,
        claims.charged_amount,
        local_date(claims.discharged_at) as discharged_date,
        case
            when claims.billed_at > spans.ends_at then null
            when claims.billed_at < claims.discharged_at then local_date(claims.discharged_at)
            else local_date(claims.billed_at)
        end as billed_date
    from stg_claim as claims
    inner join data_span as spans
        on claims.unit_id = spans.unit_id and spans.kind = 'claim'
    where claims.discharged_at <= spans.ends_at
),

spans as (
    select
        unit_id,
        local_date(starts_at) as first_date,
        ends_at
    from data_span
    where kind = 'claim'
),

-- Claims and days on one line of days, so that each is read once.
lined as (
    select
        unit_id,
        discharged_date - date '1970-01-01' as day_number,
        charged_amount as discharged_amount,
        0 as billed_amount,
        cast(null as date) as day_date,
        cast(null as timestamp) as starts_at,
        cast(null as date) as first_date
    from claims
    union all
    select unit_id, billed_date - date '1970-01-01', 0, charged_amount, null, null, null
    from claims
    where billed_date is not null
    union all
    select
        spans.unit_id,
        calendar.day_date - date '1970-01-01',
        0,
        0,
        calendar.day_date,
        calendar.starts_at,
        spans.first_date
    from spans
    inner join calendar
        on calendar.day_date >= spans.first_date and calendar.ends_at <= spans.ends_at
),

summed as (
    select
        *,
        sum(cast(discharged_amount - billed_amount as decimal(18, 2))) over (
            partition by unit_id
            order by day_number
            range between unbounded preceding and current row
        ) as unbilled_amount,
        sum(cast(discharged_amount as decimal(18, 2))) over (
            partition by unit_id
            order by day_number
            range between 89 preceding and current row
        ) as recent_amount
    from lined
),

days as (
    select
        unit_id,

        unbilled_amount,
        recent_amount / 90.0 as daily_amount,
        day_date - first_date + 1 as known_day_count,

        day_date,
        starts_at
    from summed
    where day_date is not null
)

select * from days
