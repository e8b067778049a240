/*
label:      Occasions on which the system was worked around
family:     workarounds
nature:     technical
unit:       1
direction:  decrease
statistic:  proportion
also:       none
clock:      none; counted when it happened
grain:      one row per occasion on which the system should have been used
strata:     activity
maturity:   none
parameters: activity = all — restrict to one activity: medication, order, documentation, identification, alert or other
            form = all — count one form only, such as bypassed-scan or overridden-alert; the others then count as use of the system
source:     Koppel 2008, workarounds to barcode medication administration; van der Sijs 2006: 49 to 96 % of drug alerts
            overridden
pitfall:    what is looked for after go-live is found more often; an override may be right: what an audit judged appropriate
            is left out
counter:    adoption_active_share
money:      quality; repeated work is capacity
*/
with

parameters as (
    select
        max(case when name = 'activity' then value end) as activity,
        max(case when name = 'form' then value end) as form
    from kpi_parameter
    where kpi = 'workaround_rate'
),

occasions as (
    select occasions.*, parameters.form as wanted_form
    from fct_workaround as occasions
    cross join parameters
    where parameters.activity = 'all' or parameters.activity = occasions.activity
),

observations as (
    select
        unit_id,
        occurred_at as observed_at,
        case
            when is_worked_around and (wanted_form = 'all' or wanted_form = form) then 1
            else 0
        end as numerator,
        1 as denominator,
        activity as stratum,
        case when is_worked_around and is_appropriate then 'judged appropriate' end
            as excluded,
        event_id as item_id
    from occasions
)

select * from observations
