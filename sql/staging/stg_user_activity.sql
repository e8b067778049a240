/*
grain: one user, unit, application and local day
key:   user_id, unit_id, application, activity_date
note:  user_id is a pseudonym
*/
select
    user_id,
    unit_id,

    application,

    action_count,

    activity_date
from landed_user_activity
