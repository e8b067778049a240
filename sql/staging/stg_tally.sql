/*
grain: one measure in one unit and period
key:   measure, unit_id, period_start_date
note:  the source decides the length of the period; period_start_date is a local day
*/
select
    measure,
    unit_id,

    numerator,
    denominator,

    period_start as period_start_date
from landed_tally
