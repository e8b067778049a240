/*
grain: one posting
key:   entry_id
note:  corrections are negative, so amounts are summed and never counted
*/
select
    entry_id,
    unit_id,

    account,
    category,

    amount,

    posted_on as posted_date
from landed_cost
