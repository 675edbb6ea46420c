-- What is only written and read whole is kept as the text it is: no statement looks into it, and taking it apart for every
-- write and putting it together for every read cost more than storing it.
alter table orders alter column items type json;
alter table saga alter column memory type json;
alter table saga_log alter column sends type json;
