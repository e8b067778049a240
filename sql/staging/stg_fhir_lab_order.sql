/*
grain: one laboratory order whose specimen was taken
key:   result_id
note:  collected is the report's effective time, received the start of the task. An order without a specimen is no result yet.
       An export holds each report as it is now: the first final time is gone once it is amended
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

tasks as (
    select order_id, min(started_at) as started_at, max(ended_at) as ended_at
    from landed_fhir_task
    where order_id is not null
    group by order_id
),

results as (
    select
        orders.order_id as result_id,
        orders.patient_id,
        orders.unit_id,

        orders.test_code,
        orders.priority,
        coalesce(encounters.patient_class, 'outpatient') as patient_class,
        case
            when orders.status = 'cancelled' then 'cancelled'
            when reports.final_at is not null then 'final'
            else 'collected'
        end as status,

        false as is_add_on,
        false as is_timed,
        false as is_clock_uncertain,

        reports.effective_at as collected_at,
        tasks.started_at as received_at,
        reports.final_at as verified_at,
        reports.final_at as available_at
    from landed_fhir_lab_order as orders
    left join reports on orders.order_id = reports.order_id
    left join tasks on orders.order_id = tasks.order_id
    left join landed_fhir_encounter as encounters
        on orders.encounter_id = encounters.encounter_id
    where reports.effective_at is not null
)

select * from results
