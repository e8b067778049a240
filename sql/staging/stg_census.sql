/*
grain: one unit and local day
key:   unit_id, census_date
note:  without a count of monitored beds every occupied bed counts as monitored
*/
select
    unit_id,

    occupied_bed_days,
    coalesce(monitored_bed_days, occupied_bed_days) as monitored_bed_days,
    staffed_bed_days,

    census_date
from landed_census
