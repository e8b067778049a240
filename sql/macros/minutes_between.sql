/*
note: exact to the microsecond; date_diff('minute', …) counts boundaries and would be wrong
*/
create or replace macro minutes_between(earlier, later) as
    (epoch_us(later) - epoch_us(earlier)) / 60000000.0
