/*
label:      Hours in the record per 8 scheduled patient hours
family:     documentation
nature:     technical
unit:       hours per 8 scheduled hours
direction:  decrease
statistic:  rate
per:        8
also:       none
clock:      active minutes of sessions, on the local day they begin
grain:      one row per session, and one per unit, role and local day of scheduled hours
strata:     role
maturity:   none
parameters: activity = all — restrict to one activity: notes, orders, review, inbox or other
source:     EHR-Time8, Note-Time8, Inbox-Time8 (Sinsky 2020 and Melnick 2021, JAMIA), as a ratio of sums instead of a median
            over clinicians
pitfall:    idle time is cut after 30 seconds by one vendor and 5 minutes by another: a change of the record changes the
            ruler; specialties differ by hours, so compare within a role
counter:    ehr_after_hours_per_8_hours
money:      capacity and retention; never minutes times salary as cash
*/
with

parameters as (
    select value as activity
    from kpi_parameter
    where kpi = 'ehr_time_per_8_hours' and name = 'activity'
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
        sessions.active_minutes / 60 as numerator,
        0 as denominator,
        sessions.role as stratum,
        case
            when sessions.scheduled_hours is null or sessions.scheduled_hours = 0
                then 'no scheduled hours that day'
        end as excluded,
        sessions.session_id as item_id
    from fct_ehr_session as sessions
    cross join parameters
    where parameters.activity = 'all' or parameters.activity = sessions.activity
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
),

observations as (
    select * from sessions
    union all
    select * from hours
)

select * from observations
