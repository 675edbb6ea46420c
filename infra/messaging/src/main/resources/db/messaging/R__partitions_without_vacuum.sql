-- Rows of outbox and inbox are never changed, and leave with their partition: vacuum and analyze read them in vain, again
-- with every fifth and tenth of growth, in half of all their time. The DEFAULT partitions, which rows leave one by one,
-- keep both; and whatever has to be frozen still is.

-- Makes the partitions from yesterday to some days ahead. Returns how many cannot be made, because DEFAULT holds rows of
-- their range (a clock was ahead).
create or replace function make_partitions(days_ahead int) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' as $$
declare
    today   date := (now() at time zone 'UTC')::date;
    parent  text;
    day     date;
    child   text;
    refused int := 0;
begin
    if days_ahead not between 1 and 30 then
        raise exception 'partitions are made 1 to 30 days ahead, not %', days_ahead;
    end if;
    foreach parent in array array['outbox', 'inbox'] loop
        for day in select generate_series(today - 1, today + days_ahead, interval '1 day')::date loop
            child := parent || '_' || to_char(day, 'YYYYMMDD');
            if to_regclass('public.' || child) is null then
                begin
                    execute format(
                        'create table public.%I partition of public.%I for values from (%L) to (%L)'
                        ' with (autovacuum_enabled = off)',
                        child, parent,
                        public.uuidv7_floor(day::timestamp at time zone 'UTC'),
                        public.uuidv7_floor((day + 1)::timestamp at time zone 'UTC'));
                exception when check_violation then
                    refused := refused + 1;
                end;
            end if;
        end loop;
    end loop;
    return refused;
end $$;

do $$
declare
    child text;
begin
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent in ('public.outbox'::regclass, 'public.inbox'::regclass) and c.relname ~ '_[0-9]{8}$'
    loop
        execute format('alter table public.%I set (autovacuum_enabled = off)', child);
    end loop;
end $$;
