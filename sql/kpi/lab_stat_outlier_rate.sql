/*
label:      STAT laboratory results beyond the deadline
family:     turnaround
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      received_at to available_at
grain:      one row per STAT result of the chosen test
strata:     patient class
maturity:   1 day
parameters: deadline_minutes = required — the laboratory's own deadline, never moved after the baseline
            test_code = all — restrict to one test, such as potassium
source:     CAP Q-Tracks QT8, STAT test turnaround time outliers (Novis 2004): add-ons and timed protocols left out
pitfall:    the deadline is self-set: a rate says nothing without it, and a moved deadline is a changed definition
counter:    lab_collect_to_available
money:      quality; minutes are capacity
*/
with

parameters as (
    select
        max(case when name = 'deadline_minutes' then cast(value as double) end)
            as deadline_minutes,
        max(case when name = 'test_code' then value end) as test_code
    from kpi_parameter
    where kpi = 'lab_stat_outlier_rate'
),

results as (
    select
        results.*,
        parameters.deadline_minutes,
        minutes_between(
            results.received_at,
            coalesce(results.available_at, results.known_until)
        ) as wait_minutes
    from fct_lab_result as results
    cross join parameters
    where results.priority = 'stat'
        and (parameters.test_code = 'all' or parameters.test_code = results.test_code)
),

observations as (
    select
        unit_id,
        coalesce(received_at, collected_at) as observed_at,
        case when wait_minutes > deadline_minutes then 1 else 0 end as numerator,
        1 as denominator,
        patient_class as stratum,
        case
            when status = 'cancelled' then 'cancelled'
            when is_add_on then 'add-on'
            when is_timed then 'timed'
            when received_at is null then 'no receipt'
            when is_available_missing then 'no time of availability'
            when is_clock_uncertain then 'clock change'
            when available_at < received_at then 'negative interval'
            when available_at is null and wait_minutes <= deadline_minutes
                then 'not yet decided'
        end as excluded,
        result_id as item_id
    from results
)

select * from observations
