/*
grain: one operating room case, with its place in the room's day
key:   case_id
note:  is_first_scheduled follows the published list, cancelled cases included: a case that moves up had no first start of
       its own to keep. previous_out_at is when the room was last left by an earlier case of the same local day
*/
with

cases as (
    select * from stg_or_case
),

judged as (
    select
        *,
        case
            when status = 'cancelled' then 'cancelled'
            when is_clock_uncertain then 'clock change'
            when in_room_at is null then 'no in-room time'
            when out_room_at is null then 'no out-of-room time'
            when out_room_at < in_room_at then 'negative interval'
        end as problem,
        coalesce(in_room_at, scheduled_start_at) as placed_at
    from cases
),

listed as (
    select
        case_id,
        row_number() over (
            partition by unit_id, room_id, local_date(scheduled_start_at)
            order by scheduled_start_at, case_id
        ) as list_place
    from judged
    where case_class = 'elective'
),

sequenced as (
    select
        case_id,
        lag(case_id) over (
            partition by unit_id, room_id, local_date(placed_at)
            order by placed_at, case_id
        ) as previous_case_id,
        lag(problem) over (
            partition by unit_id, room_id, local_date(placed_at)
            order by placed_at, case_id
        ) as previous_problem,
        max(out_room_at) over (
            partition by unit_id, room_id, local_date(placed_at)
            order by placed_at, case_id
            rows between unbounded preceding and 1 preceding
        ) as previous_out_at
    from judged
    where status = 'performed'
),

placed as (
    select
        judged.case_id,
        judged.unit_id,
        judged.room_id,
        sequenced.previous_case_id,

        judged.service_line,
        judged.case_class,
        judged.status,
        judged.problem,
        sequenced.previous_problem,

        coalesce(listed.list_place = 1, false) as is_first_scheduled,

        judged.scheduled_start_at,
        judged.in_room_at,
        judged.out_room_at,
        judged.placed_at,
        sequenced.previous_out_at
    from judged
    left join listed on judged.case_id = listed.case_id
    left join sequenced on judged.case_id = sequenced.case_id
)

select * from placed
