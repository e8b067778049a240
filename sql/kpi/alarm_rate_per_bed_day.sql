/*
label:      Alarms per monitored bed-day
family:     alarm response
nature:     technical
unit:       alarms per bed-day
direction:  decrease
statistic:  rate
per:        1
also:       none
clock:      none; counted when the alarm was raised
grain:      one row per alarm, and one per unit and local day of the census with its bed-days
strata:     none
maturity:   none
parameters: priority = all — restrict to one priority, such as high
source:     alarms per bed and day, as published for an intensive care unit (JMIR 2021)
pitfall:    middleware filters and limits of the monitors decide what an alarm is; a new ward changes the bed-days
counter:    alarm_missed_share
money:      none by itself: quality
*/
with

parameters as (
    select value as priority
    from kpi_parameter
    where kpi = 'alarm_rate_per_bed_day' and name = 'priority'
),

spans as (
    select unit_id, min(known_from) as known_from, max(known_until) as known_until
    from fct_alarm
    group by unit_id
),

census as (
    select * from fct_census
),

alarms as (
    select
        alarms.unit_id,
        alarms.raised_at as observed_at,
        1 as numerator,
        0 as denominator,
        case
            when census.unit_id is null then 'no census of that day'
            when census.monitored_bed_days = 0 then 'no monitored bed that day'
        end as excluded,
        alarms.alarm_id as item_id
    from fct_alarm as alarms
    cross join parameters
    left join census
        on alarms.unit_id = census.unit_id
        and local_date(alarms.raised_at) = census.census_date
    where parameters.priority = 'all' or parameters.priority = alarms.priority
),

bed_days as (
    select
        census.unit_id,
        census.starts_at as observed_at,
        0 as numerator,
        census.monitored_bed_days as denominator,
        case
            when spans.known_from is null
                or census.census_date < local_date(spans.known_from)
                then 'before the first alarm known'
            when census.census_date > local_date(spans.known_until)
                then 'after the last alarm known'
            when census.monitored_bed_days = 0 then 'no monitored bed that day'
        end as excluded,
        cast(census.census_date as varchar) as item_id
    from census
    left join spans on census.unit_id = spans.unit_id
),

observations as (
    select * from alarms
    union all
    select * from bed_days
)

select * from observations
