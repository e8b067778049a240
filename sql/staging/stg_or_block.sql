/*
grain: one block of resource hours in one room
key:   block_id
note:  a blank released cell means that the block was kept
*/
select
    block_id,
    unit_id,
    room_id,

    service_line,

    coalesce(released, false) as is_released,

    starts_at,
    ends_at
from landed_or_block
