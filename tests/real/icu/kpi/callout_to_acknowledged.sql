/*
label:      Step-down asked for to acknowledged
family:     turnaround
nature:     technical
unit:       minutes
direction:  decrease
statistic:  median
also:       p90
clock:      asked_at to acknowledged_at
grain:      one row per request
strata:     none
maturity:   none
parameters: none
source:     MIMIC-III, table CALLOUT
pitfall:    a request that is revised before anybody acknowledged it is replaced by another, so it is left out
counter:    none
money:      capacity
*/
select
    unit_id,
    asked_at as observed_at,
    minutes_between(asked_at, acknowledged_at) as numerator,
    1 as denominator,
    case when acknowledged_at is null then 'not acknowledged: ' || status end as excluded,
    callout_id as item_id
from fct_callout
