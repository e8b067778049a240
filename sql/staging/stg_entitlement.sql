/*
grain: one user, unit, application and span of days
key:   user_id, unit_id, application, starts_on_date
note:  spans of one user may overlap (two roles); ends_on_date is null while the entitlement has no end
*/
select
    user_id,
    unit_id,

    application,

    starts_on as starts_on_date,
    ends_on as ends_on_date
from landed_entitlement
