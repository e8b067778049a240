/*
grain: one update that one asset needs
key:   asset_id, update_id
note:  an asset that needs nothing has no row: it is unknown here
*/
select
    asset_id,
    update_id,
    unit_id,
    service_id,
    exception_id,
    change_id,

    asset_class,
    severity,

    has_flag(flags, 'dst-gap') or has_flag(flags, 'dst-overlap') as is_clock_uncertain,

    released_at,
    due_at,
    applied_at,
    retired_at
from landed_asset_version
