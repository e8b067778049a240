/*
grain: one block of resource hours in one room, with the minutes a patient was in the room
key:   block_id
note:  cases that overlap count once and are cut at the block's ends; where kept blocks overlap, the shared time belongs to
       the block that starts first. A performed case without usable times makes its block unusable, not idle
*/
with

blocks as (
    select
        *,
        max(case when not is_released then ends_at end) over (
            partition by unit_id, room_id
            order by is_released, starts_at, ends_at, block_id
            rows between unbounded preceding and 1 preceding
        ) as taken_until
    from stg_or_block
),

own as (
    select
        block_id,
        unit_id,
        room_id,
        service_line,
        is_released,
        starts_at,
        case
            when is_released or taken_until is null then starts_at
            else least(greatest(starts_at, taken_until), ends_at)
        end as counts_from,
        ends_at
    from blocks
),

cases as (
    select
        case_id,
        unit_id,
        room_id,
        coalesce(in_room_at, scheduled_start_at) as placed_at,
        in_room_at,
        out_room_at,
        not is_clock_uncertain
        and in_room_at is not null
        and coalesce(out_room_at >= in_room_at, false) as is_usable
    from stg_or_case
    where status = 'performed'
),

stays as (
    select
        own.block_id,
        greatest(cases.in_room_at, own.counts_from) as entered_at,
        least(cases.out_room_at, own.ends_at) as left_at,
        max(cases.out_room_at) over (
            partition by own.block_id
            order by cases.in_room_at, cases.out_room_at, cases.case_id
            rows between unbounded preceding and 1 preceding
        ) as occupied_until
    from own
    inner join cases
        on own.unit_id = cases.unit_id
        and own.room_id = cases.room_id
        and cases.is_usable
        and cases.in_room_at < own.ends_at
        and cases.out_room_at > own.counts_from
),

occupied as (
    select
        block_id,
        sum(
            cast(
                minutes_between(
                    greatest(entered_at, coalesce(occupied_until, entered_at)),
                    left_at
                ) as decimal(18, 6)
            )
        ) as in_room_minutes
    from stays
    where occupied_until is null or left_at > occupied_until
    group by block_id
),

unusable as (
    select own.block_id, count(*) as case_count
    from own
    inner join cases
        on own.unit_id = cases.unit_id
        and own.room_id = cases.room_id
        and not cases.is_usable
        and cases.placed_at >= own.starts_at
        and cases.placed_at < own.ends_at
    group by own.block_id
),

measured as (
    select
        own.block_id,
        own.unit_id,
        own.service_line,
        own.is_released,

        coalesce(unusable.case_count, 0) as unusable_case_count,
        minutes_between(own.counts_from, own.ends_at) as block_minutes,
        coalesce(occupied.in_room_minutes, 0) as in_room_minutes,

        own.starts_at,
        own.ends_at,
        spans.starts_at as cases_from,
        spans.ends_at as cases_until
    from own
    left join occupied on own.block_id = occupied.block_id
    left join unusable on own.block_id = unusable.block_id
    left join data_span as spans
        on own.unit_id = spans.unit_id and spans.kind = 'or_case'
)

select * from measured
