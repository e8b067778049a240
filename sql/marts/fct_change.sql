/*
grain: one change of one service, as it was known at the end of the as-of day
key:   change_id
note:  a change that is to come has no implemented_at; happens_at is when it was made, else when it is planned
*/
with

changes as (
    select * from stg_change
),

known as (
    select
        changes.change_id,
        changes.service_id,

        changes.change_class,
        changes.status,

        changes.incident_id is not null as has_caused_incident,
        changes.is_authorized,
        changes.is_clock_uncertain,

        case when changes.implemented_at < program.as_of then changes.implemented_at end
            as implemented_at,
        coalesce(changes.implemented_at, changes.planned_at) as happens_at
    from changes
    cross join program
)

select * from known
