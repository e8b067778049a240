/*
grain: one laboratory or imaging order
key:   order_id
note:  FHIR has no reversals and does not say what belongs to a series
*/
with

reports as (
    select
        order_id,
        min(case when status = 'preliminary' then issued_at end) as preliminary_at,
        min(case when status = 'final' then issued_at end) as final_at,
        min(effective_at) as effective_at,
        max(effective_end_at) as effective_end_at
    from landed_fhir_report
    where order_id is not null
    group by order_id
),

orders as (
    select
        orders.order_id,
        orders.patient_id,
        orders.unit_id,
        cast(null as varchar) as reverses_id,

        orders.category,
        orders.test_code,
        coalesce(encounters.patient_class, 'outpatient') as patient_class,
        case
            when orders.status = 'cancelled' then 'cancelled'
            when reports.effective_at is not null then 'performed'
            when orders.status = 'completed' then 'performed'
            else 'ordered'
        end as status,

        1 as quantity,
        false as is_protocol,
        false as is_clock_uncertain,

        orders.ordered_at,
        reports.effective_at as performed_at,
        reports.final_at as available_at
    from landed_fhir_test_order as orders
    left join reports on orders.order_id = reports.order_id
    left join landed_fhir_encounter as encounters
        on orders.encounter_id = encounters.encounter_id
)

select * from orders
