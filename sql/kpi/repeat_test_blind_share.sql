/*
label:      Tests repeated while the last result could not be seen
family:     repeat tests
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      ordered_at, against available_at of the last usable test
grain:      one row per order of a test; counted as blind where the last result within the interval was not available when
            ordered
strata:     category, patient class
maturity:   none
parameters: interval_hours = required — the minimum retest interval; a test within it repeats the one before
            category = all — restrict to lab or imaging
            test_code = all — restrict to one test, such as potassium
source:     duplicates because a result is not available, apart from clinical repeats
pitfall:    a feed without times of availability makes every repeat a blind one; a result may be available and yet not seen
counter:    lab_collect_to_available
money:      none by itself; it leads repeat_test_rate
*/
with

parameters as (
    select
        max(case when name = 'interval_hours' then cast(value as double) end)
            as interval_hours,
        max(case when name = 'category' then value end) as category,
        max(case when name = 'test_code' then value end) as test_code
    from kpi_parameter
    where kpi = 'repeat_test_blind_share'
),

tests as (
    select
        tests.*,
        parameters.interval_hours,
        minutes_between(tests.previous_tested_at, tests.tested_at) / 60
            < parameters.interval_hours as is_repeat,
        minutes_between(tests.known_from, tests.tested_at) / 60
            < parameters.interval_hours as is_early,
        tests.previous_available_at is null
        or tests.previous_available_at > tests.ordered_at as is_unseen
    from fct_test_order as tests
    cross join parameters
    where (parameters.category = 'all' or parameters.category = tests.category)
        and (parameters.test_code = 'all' or parameters.test_code = tests.test_code)
),

observations as (
    select
        unit_id,
        tested_at as observed_at,
        case when is_repeat and is_unseen then 1 else 0 end as numerator,
        1 as denominator,
        concat(category, ', ', patient_class) as stratum,
        case
            when problem is not null then problem
            when is_protocol then 'protocol'
            when is_early then 'before a whole interval is known'
            when is_clock_uncertain then 'clock change'
        end as excluded,
        order_id as item_id
    from tests
)

select * from observations
