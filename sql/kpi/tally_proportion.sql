/*
label:      Share of a tally
family:     tally
nature:     business
unit:       1
direction:  as declared
statistic:  proportion
also:       none
clock:      none; the source counts by period
grain:      one row per unit and period of the source
strata:     none
maturity:   none
parameters: measure = required — which measure of the tally extract
source:     the extract's own definition, to be named in the program file
pitfall:    zero may mean not reported: read it beside the source's completeness; a period of the source must not be longer than the KPI's
counter:    none
money:      as the benefits register says
*/
with

parameters as (
    select value as measure
    from kpi_parameter
    where kpi = 'tally_proportion' and name = 'measure'
),

observations as (
    select
        tallies.unit_id,
        tallies.starts_at as observed_at,
        tallies.numerator,
        tallies.denominator,
        case
            when tallies.denominator = 0 then 'nothing to count'
            when tallies.numerator > tallies.denominator then 'more counted than there were'
        end as excluded
    from fct_tally as tallies
    inner join parameters on tallies.measure = parameters.measure
)

select * from observations
