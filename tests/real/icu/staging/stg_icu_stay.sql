/*
grain: one stay
key:   stay_id
*/
select
    stay_id,
    unit_id,
    system,
    entered_at,
    left_at
from landed_icu_stay
