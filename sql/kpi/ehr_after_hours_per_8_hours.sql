/*
label:      Hours in the record outside the schedule, per 8 scheduled patient hours
family:     documentation
nature:     technical
unit:       hours per 8 scheduled hours
direction:  decrease
statistic:  rate
per:        8
also:       none
clock:      active minutes of sessions outside scheduled hours, on the local day they begin
grain:      one row per session, and one per unit, role and local day of scheduled hours
strata:     role
maturity:   none
parameters: role = all — restrict to one role
source:     WOW8, work outside of work (Sinsky 2020 and Melnick 2021, JAMIA); the hour before and after the schedule is
            outside
pitfall:    vendors define outside differently; work on days without any scheduled hours is left out and counted apart
counter:    ehr_time_per_8_hours
money:      capacity and retention; cash-releasing only where it is paid overtime
*/
with

parameters as (
    select value as role
    from kpi_parameter
    where kpi = 'ehr_after_hours_per_8_hours' and name = 'role'
),

spans as (
    select
        unit_id,
        local_date(min(known_from)) as known_from_date,
        local_date(max(known_until)) as known_until_date
    from fct_ehr_session
    group by unit_id
),

sessions as (
    select
        sessions.unit_id,
        sessions.started_at as observed_at,
        case when sessions.is_scheduled then 0 else sessions.active_minutes / 60 end
            as numerator,
        0 as denominator,
        sessions.role as stratum,
        case
            when sessions.scheduled_hours is null or sessions.scheduled_hours = 0
                then 'no scheduled hours that day'
            when sessions.is_scheduled is null then 'schedule not recorded'
        end as excluded,
        sessions.session_id as item_id
    from fct_ehr_session as sessions
    cross join parameters
    where parameters.role = 'all' or parameters.role = sessions.role
),

hours as (
    select
        hours.unit_id,
        hours.starts_at as observed_at,
        0 as numerator,
        hours.staff_hours as denominator,
        hours.role as stratum,
        case
            when spans.known_from_date is null or hours.work_date < spans.known_from_date
                then 'before the first session known'
            when hours.work_date > spans.known_until_date
                then 'after the last session known'
            when hours.staff_hours = 0 then 'no scheduled hours that day'
        end as excluded,
        concat(hours.role, '@', cast(hours.work_date as varchar)) as item_id
    from fct_staff_hours as hours
    cross join parameters
    left join spans on hours.unit_id = spans.unit_id
    where hours.hours_type = 'scheduled-patient'
        and (parameters.role = 'all' or parameters.role = hours.role)
),

observations as (
    select * from sessions
    union all
    select * from hours
)

select * from observations
