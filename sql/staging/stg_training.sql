/*
grain: one training that a user completed
key:   user_id, application, completed_on_date
note:  a training without a test counts as passed
*/
select
    user_id,

    application,

    coalesce(passed, true) as is_passed,

    completed_on as completed_on_date,
    valid_until as valid_until_date
from landed_training
