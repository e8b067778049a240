/*
label:      Support tickets per 100 users and 30 days
family:     support
nature:     business
unit:       tickets per 100 users and 30 days
direction:  decrease
statistic:  rate
per:        3000
also:       none
clock:      none; counted when opened
grain:      one row per ticket, and one per unit and local day with its entitled users
strata:     none
maturity:   none
parameters: category = all — restrict to one category: how-to, defect, access, request or other
source:     tickets per 100 users and month, on the users entitled to any application
pitfall:    hypercare after go-live raises it, self-service lowers it without any trouble less; a new application brings new
            users
counter:    workaround_rate
leans_on:   training_currency, interface_first_time_success
money:      capacity of the desk; cash-releasing only where tickets are bought one by one
*/
with

parameters as (
    select value as category
    from kpi_parameter
    where kpi = 'support_ticket_rate' and name = 'category'
),

spans as (
    select
        unit_id,
        local_date(min(known_from)) as known_from_date,
        local_date(max(known_until)) as known_until_date
    from fct_support_ticket
    group by unit_id
),

days as (
    select * from fct_entitled_day
),

tickets as (
    select
        tickets.unit_id,
        tickets.opened_at as observed_at,
        1 as numerator,
        0 as denominator,
        case
            when tickets.status = 'cancelled' then 'cancelled'
            when days.unit_id is null or days.entitled_user_count = 0
                then 'no user entitled that day'
        end as excluded,
        tickets.ticket_id as item_id
    from fct_support_ticket as tickets
    cross join parameters
    left join days
        on tickets.unit_id = days.unit_id
        and local_date(tickets.opened_at) = days.day_date
    where parameters.category = 'all' or parameters.category = tickets.category
),

user_days as (
    select
        days.unit_id,
        days.starts_at as observed_at,
        0 as numerator,
        days.entitled_user_count as denominator,
        case
            when spans.known_from_date is null or days.day_date < spans.known_from_date
                then 'before the first ticket known'
            when days.day_date > spans.known_until_date then 'after the last ticket known'
            when days.entitled_user_count = 0 then 'no user entitled that day'
        end as excluded,
        cast(days.day_date as varchar) as item_id
    from days
    left join spans on days.unit_id = spans.unit_id
),

observations as (
    select * from tickets
    union all
    select * from user_days
)

select * from observations
