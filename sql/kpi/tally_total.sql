/*
label:      Total of a tally
family:     tally
nature:     business
unit:       as declared
direction:  as declared
statistic:  total
also:       none
clock:      none; the source counts by period
grain:      one row per unit and period of the source
strata:     none
maturity:   none
parameters: measure = required — which measure of the tally extract
source:     the extract's own definition, to be named in the program file
pitfall:    a total moves with activity; a period of the source must not be longer than the KPI's
counter:    none
money:      as the benefits register says
*/
with

parameters as (
    select value as measure
    from kpi_parameter
    where kpi = 'tally_total' and name = 'measure'
),

observations as (
    select
        tallies.unit_id,
        tallies.starts_at as observed_at,
        tallies.numerator,
        1 as denominator
    from fct_tally as tallies
    inner join parameters on tallies.measure = parameters.measure
)

select * from observations
