/*
grain: one unit, local day, role and type of hours
key:   unit_id, work_date, role, hours_type
note:  overtime and agency hours are parts of the hours worked, so types are never summed
*/
select
    unit_id,

    role,
    hours_type,

    hours as staff_hours,

    work_date
from landed_staff_hours
