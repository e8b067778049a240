/*
label:      Alarm raised to delivered
family:     alarm response
nature:     technical
unit:       seconds
direction:  decrease
statistic:  p95
also:       median
clock:      raised_at to delivered_at
grain:      one row per alarm that the middleware handled
strata:     priority
maturity:   1 day
parameters: none
source:     delivery latency of the alarm middleware, device to first recipient
pitfall:    clocks of monitor and middleware differ: watch the share of negative intervals; a delay that filters short alarms
            away makes the rest look late
counter:    alarm_rate_per_bed_day
money:      none by itself: quality
*/
with

alarms as (
    select * from fct_alarm
),

observations as (
    select
        unit_id,
        raised_at as observed_at,
        seconds_between(raised_at, delivered_at) as numerator,
        1 as denominator,
        priority as stratum,
        case
            when delivered_at is null then 'not passed on'
            when is_clock_uncertain then 'clock change'
            when delivered_at < raised_at then 'negative interval'
        end as excluded,
        alarm_id as item_id
    from alarms
)

select * from observations
