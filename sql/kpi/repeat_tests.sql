/*
label:      Tests repeated, in all
family:     repeat tests
nature:     business
unit:       tests
direction:  decrease
statistic:  total
also:       none
clock:      tested_at of the last usable test to tested_at
grain:      one row per order of a test, 1 where it repeats one within the interval
strata:     category
maturity:   none
parameters: interval_hours = required — the minimum retest interval; a test within it repeats the one before
            category = all — restrict to lab or imaging
            test_code = all — restrict to one test, such as potassium
source:     tests bought twice, as the reagents are; a hospital's whole programme saved US$ 9,825 (AJMC 2016): a sanity
            ceiling
pitfall:    falls when fewer tests are ordered, too: read it beside repeat_test_rate
counter:    repeat_test_rate
leans_on:   repeat_test_blind_share, interface_orphan_results, record_duplicate_rate
money:      cash-releasing at the marginal cost of reagents, never the tariff
*/
with

parameters as (
    select
        max(case when name = 'interval_hours' then cast(value as double) end)
            as interval_hours,
        max(case when name = 'category' then value end) as category,
        max(case when name = 'test_code' then value end) as test_code
    from kpi_parameter
    where kpi = 'repeat_tests'
),

tests as (
    select
        tests.*,
        parameters.interval_hours,
        minutes_between(tests.previous_tested_at, tests.tested_at) / 60
            < parameters.interval_hours as is_repeat,
        minutes_between(tests.known_from, tests.tested_at) / 60
            < parameters.interval_hours as is_early
    from fct_test_order as tests
    cross join parameters
    where (parameters.category = 'all' or parameters.category = tests.category)
        and (parameters.test_code = 'all' or parameters.test_code = tests.test_code)
),

observations as (
    select
        unit_id,
        tested_at as observed_at,
        case when is_repeat then 1 else 0 end as numerator,
        1 as denominator,
        category as stratum,
        case
            when problem is not null then problem
            when is_protocol then 'protocol'
            when is_early then 'before a whole interval is known'
        end as excluded,
        order_id as item_id
    from tests
)

select * from observations
