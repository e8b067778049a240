/*
label:      Length of stay in intensive care
family:     utilization
nature:     business
unit:       days
direction:  decrease
statistic:  median
also:       mean
clock:      entered_at to left_at
grain:      one row per stay
strata:     system
maturity:   none
parameters: none
source:     MIMIC-III, table ICUSTAYS
pitfall:    who is sicker stays longer
counter:    none
leans_on:   callout_to_acknowledged
money:      capacity
*/
select
    unit_id,
    entered_at as observed_at,
    minutes_between(entered_at, left_at) / 1440 as numerator,
    1 as denominator,
    system as stratum,
    case when left_at is null then 'end not recorded' end as excluded,
    stay_id as item_id
from fct_icu_stay
