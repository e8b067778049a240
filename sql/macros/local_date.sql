/*
note: local_time is made from the program's time zone when the warehouse is prepared
*/
create or replace macro local_date(instant) as
    cast(local_time(instant) as date)
