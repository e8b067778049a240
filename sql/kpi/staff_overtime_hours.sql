/*
label:      Hours of overtime
family:     staff
nature:     business
unit:       hours
direction:  decrease
statistic:  total
also:       none
clock:      none; counted on the day the shift began
grain:      one row per unit, role and local day with such hours on record
strata:     role
maturity:   none
parameters: hours_type = overtime — agency, worked or scheduled-patient instead
            role = all — restrict to one role
source:     hours as payroll counts them
pitfall:    a day without overtime should have a row of 0: a source that leaves it out cannot tell a quiet day from a
            missing one; unpaid overtime is not on record
counter:    cost_total
leans_on:   ehr_after_hours_per_8_hours, lab_receipt_to_verify, or_first_case_on_time
money:      cash-releasing where overtime is paid and the budget is cut
*/
with

parameters as (
    select
        max(case when name = 'hours_type' then value end) as hours_type,
        max(case when name = 'role' then value end) as role
    from kpi_parameter
    where kpi = 'staff_overtime_hours'
),

hours as (
    select hours.*
    from fct_staff_hours as hours
    inner join parameters on hours.hours_type = parameters.hours_type
    where parameters.role = 'all' or parameters.role = hours.role
),

observations as (
    select
        unit_id,
        starts_at as observed_at,
        staff_hours as numerator,
        1 as denominator,
        role as stratum,
        concat(role, '@', cast(work_date as varchar)) as item_id
    from hours
)

select * from observations
