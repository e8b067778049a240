/*
grain: one cause of death in one unit and month
key:   measure, unit_id, period_start_date
note:  the exposure is man-years: the mean strength in the month, over 12
*/
with

returns as (
    select * from landed_army_return
),

causes as (
    select
        'disease' as measure,
        unit_id,
        deaths_disease as numerator,
        army / 12.0 as denominator,
        period as period_start_date
    from returns
    union all
    select
        'wounds' as measure,
        unit_id,
        deaths_wounds as numerator,
        army / 12.0 as denominator,
        period as period_start_date
    from returns
    union all
    select
        'other' as measure,
        unit_id,
        deaths_other as numerator,
        army / 12.0 as denominator,
        period as period_start_date
    from returns
)

select * from causes
