/*
label:      Entries made by hand around the system
family:     workarounds
nature:     business
unit:       entries
direction:  decrease
statistic:  total
also:       none
clock:      none; counted when it happened
grain:      one row per occasion on which the system should have been used, 1 where it was worked around in the form chosen
strata:     activity
maturity:   none
parameters: form = manual-entry — which form of workaround is counted; all for every one
source:     Koppel 2008, workarounds to barcode medication administration: typology
pitfall:    falls when there is less to do, too: read it beside workaround_rate; appropriate ones cost time all the same and
            count
counter:    workaround_rate
leans_on:   interface_first_time_success, training_currency
money:      capacity: minutes per entry; cash-releasing only where the hours were overtime or bought
*/
with

parameters as (
    select value as form
    from kpi_parameter
    where kpi = 'workaround_manual_entries' and name = 'form'
),

occasions as (
    select occasions.*, parameters.form as wanted_form
    from fct_workaround as occasions
    cross join parameters
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
        case
            when is_worked_around and form is null then 'form not recorded'
        end as excluded,
        event_id as item_id
    from occasions
)

select * from observations
