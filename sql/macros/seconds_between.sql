/*
note: a macro of its own: minutes_between × 60 is off by a rounding, which decides at the limit of a deadline in seconds
*/
create or replace macro seconds_between(earlier, later) as
    (epoch_us(later) - epoch_us(earlier)) / 1000000.0
