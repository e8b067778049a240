/*
grain: one update that one asset needs, as it was known when its unit's extract ended
key:   asset_id, update_id
note:  is_logged: the change log holds the change by which it was applied, or a change of the same service within 7 days
       before or after
*/
with

updates as (
    select
        updates.*,
        spans.ends_at as known_until
    from stg_asset_version as updates
    left join data_span as spans
        on updates.unit_id = spans.unit_id and spans.kind = 'asset_version'
),

-- Seven days: changes are logged by the day they were planned for, updates by the hour they were made.
logged as (
    select updates.asset_id, updates.update_id
    from updates
    inner join stg_change as changes
        on updates.service_id = changes.service_id
        and abs(minutes_between(updates.applied_at, changes.implemented_at)) <= 7 * 1440
    group by updates.asset_id, updates.update_id
),

known as (
    select
        updates.asset_id,
        updates.update_id,
        updates.unit_id,

        updates.asset_class,
        updates.severity,

        updates.exception_id is not null as is_excepted,
        updates.is_clock_uncertain,
        coalesce(
            logged.asset_id is not null
            or updates.change_id in (select change_id from stg_change),
            false
        ) as is_logged,

        updates.released_at,
        updates.due_at,
        case when updates.applied_at <= updates.known_until then updates.applied_at end
            as applied_at,
        case when updates.retired_at <= updates.known_until then updates.retired_at end
            as retired_at,
        updates.known_until
    from updates
    left join logged
        on updates.asset_id = logged.asset_id and updates.update_id = logged.update_id
)

select * from known
