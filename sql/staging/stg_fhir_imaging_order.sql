/*
grain: one imaging order
key:   exam_id
note:  the exam's times are the task's, else the report's effective time. An order outside an encounter is an outpatient's.
       An export holds each report as it is now: the preliminary time is gone once it is final, the first final one once it
       is amended. Who read it is not told
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

exams as (
    select
        orders.order_id as exam_id,
        orders.patient_id,
        orders.unit_id,

        orders.modality,
        orders.priority,
        coalesce(encounters.patient_class, 'outpatient') as patient_class,
        case
            when orders.status != 'cancelled' and reports.final_at is not null
                then 'completed'
            else orders.status
        end as status,

        cast(null as boolean) as is_outsourced,
        false as is_clock_uncertain,

        orders.ordered_at,
        coalesce(tasks.started_at, reports.effective_at) as exam_begin_at,
        coalesce(tasks.ended_at, reports.effective_end_at) as exam_end_at,
        reports.preliminary_at,
        reports.final_at
    from landed_fhir_imaging_order as orders
    left join reports on orders.order_id = reports.order_id
    left join tasks on orders.order_id = tasks.order_id
    left join landed_fhir_encounter as encounters
        on orders.encounter_id = encounters.encounter_id
)

select * from exams
