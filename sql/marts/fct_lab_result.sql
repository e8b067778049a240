/*
grain: one result, as it was known when its unit's extract ended
key:   result_id
note:  what happened after the as-of day has not happened yet: such a result is still open. A final result without its time of
       availability is not open: its end was not recorded
*/
with

results as (
    select * from stg_lab_result
),

spans as (
    select * from data_span where kind = 'lab_result'
),

known as (
    select
        results.result_id,
        results.unit_id,

        results.test_code,
        results.priority,
        results.patient_class,
        results.status,

        results.is_add_on,
        results.is_timed,
        results.is_clock_uncertain,
        results.status = 'final' and results.verified_at is null as is_verified_missing,
        results.status = 'final' and results.available_at is null as is_available_missing,

        results.collected_at,
        case when results.received_at <= spans.ends_at then results.received_at end
            as received_at,
        case when results.verified_at <= spans.ends_at then results.verified_at end
            as verified_at,
        case when results.available_at <= spans.ends_at then results.available_at end
            as available_at,
        spans.ends_at as known_until
    from results
    left join spans on results.unit_id = spans.unit_id
)

select * from known
