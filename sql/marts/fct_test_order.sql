/*
grain: one order of one test, with the same patient's last usable one of the same test
key:   order_id
note:  a reversal takes back the order that it names, else one of the same patient, test, unit and time. tested_at is when
       the test was made, else when it was ordered; a test of the same instant comes by its number. The last one may be
       another unit's
*/
with

orders as (
    select
        *,
        coalesce(performed_at, ordered_at) as tested_at,
        order_id in (
            select reverses_id
            from stg_test_order
            where quantity < 0 and reverses_id is not null
        ) as is_reversed_by_name,
        quantity < 0 and reverses_id is not null as is_named_reversal
    from stg_test_order
),

-- Reversals that name no order: what is left of the same patient, test, unit and time.
netted as (
    select
        *,
        sum(
            case when is_named_reversal or is_reversed_by_name then 0 else quantity end
        ) over (partition by patient_id, test_code, unit_id, tested_at) as net_quantity,
        sum(case when quantity > 0 and not is_reversed_by_name then quantity else 0 end)
            over (
                partition by patient_id, test_code, unit_id, tested_at
                order by order_id
                rows between unbounded preceding and 1 preceding
            ) as quantity_before
    from orders
),

judged as (
    select
        *,
        case
            when quantity < 0 then 'reversal'
            when is_reversed_by_name then 'reversed'
            when coalesce(quantity_before, 0) >= net_quantity then 'reversed'
            when status = 'cancelled' then 'cancelled'
            when status = 'invalid' then 'invalid'
        end as problem
    from netted
),

placed as (
    select
        order_id,
        lag(order_id) over (
            partition by patient_id, test_code order by tested_at, order_id
        ) as previous_order_id,
        lag(tested_at) over (
            partition by patient_id, test_code order by tested_at, order_id
        ) as previous_tested_at,
        lag(available_at) over (
            partition by patient_id, test_code order by tested_at, order_id
        ) as previous_available_at
    from judged
    where problem is null
),

tests as (
    select
        judged.order_id,
        judged.unit_id,
        placed.previous_order_id,

        judged.category,
        judged.test_code,
        judged.patient_class,
        judged.problem,

        judged.is_protocol,
        judged.is_clock_uncertain,

        judged.ordered_at,
        judged.tested_at,
        placed.previous_tested_at,
        placed.previous_available_at,
        spans.starts_at as known_from
    from judged
    left join placed on judged.order_id = placed.order_id
    left join data_span as spans
        on judged.unit_id = spans.unit_id and spans.kind = 'test_order'
)

select * from tests
