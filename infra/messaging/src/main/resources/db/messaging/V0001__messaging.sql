-- What every service's database holds beside its own tables: outbox, inbox, parked messages.
-- Run as the owner. ${app} writes, ${relay} reads the outbox and nothing else.

-- The smallest UUIDv7 of a moment: partitions are ranges of ids, and so of time.
create function uuidv7_floor(ts timestamptz) returns uuid language sql immutable parallel safe
as $$ select (lpad(to_hex((extract(epoch from ts) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Insert-only. Rows leave with their partition, never one by one.
create table outbox (
    id           uuid        not null default uuidv7(),
    topic        text        not null check (topic <> ''),
    message_key  text        not null check (message_key <> ''),
    type         text        not null,
    source       text        not null,
    subject      text,
    causation_id uuid,
    traceparent  text,
    step         text,
    attempt      int         not null default 1,
    specversion  text        not null default '1.0',
    created_at   timestamptz not null default clock_timestamp(),
    payload      text        not null check (octet_length(payload) <= 524288),
    primary key (id)
) partition by range (id);

-- A clock that jumps must not stop the service: what fits no partition lands here, and is counted.
create table outbox_default partition of outbox default;

create publication outbox for table outbox with (publish = 'insert', publish_via_partition_root = true);

create table inbox (
    message_id  uuid        not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (message_id)
) partition by range (message_id);

create table inbox_default partition of inbox default;

create table parked (
    id          bigint generated always as identity primary key,
    message_id  uuid,
    topic       text        not null,
    partition   int         not null,
    "offset"    bigint      not null,
    message_key text,
    type        text,
    headers     jsonb       not null,
    payload     bytea       not null,
    replayable  boolean     not null,
    error       text        not null,
    parked_at   timestamptz not null default clock_timestamp(),
    replays     int         not null default 0,
    replayed_at timestamptz
);

-- A record delivered twice is parked once; another one at the same place of a topic made anew is not the same record.
create unique index parked_once on parked (topic, partition, "offset", md5(payload), md5(headers::text));

-- Which incarnation of a topic the positions of this service's consumers belong to, a row a partition.
create table topic_identity (
    topic     text        not null,
    partition int         not null,
    topic_id  text        not null,
    noted_at  timestamptz not null default clock_timestamp(),
    primary key (topic, partition)
);

-- Positions in the log with the moment they were the newest: what was committed well before that moment lies before it.
create table retention_mark (
    marked_at timestamptz primary key default clock_timestamp(),
    lsn       pg_lsn      not null
);

grant usage on schema public to ${app}, ${relay};
grant insert, select on outbox, inbox to ${app};
grant select on outbox_default, inbox_default to ${app};
grant select, insert, update, delete on parked to ${app};
grant select, insert, update on topic_identity to ${app};
grant select on outbox to ${relay};

-- Retention. The app role has no DDL: it calls these functions, which run as the owner, take no name from the caller,
-- wait half a second at most for a lock (inserts queue behind a waiting drop), and refuse to drop what is not a day old.

-- Makes the partitions from yesterday to some days ahead. Returns how many cannot be made, because DEFAULT holds rows of
-- their range (a clock was ahead).
create function make_partitions(days_ahead int) returns int
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
                    execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
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

-- The oldest partition of a table and the moment its range ends; none if it holds no dated partition.
create function oldest_partition(parent regclass, out child text, out closes timestamptz)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select c.relname::text, (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp at time zone 'UTC'
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = parent and c.relname ~ '_[0-9]{8}$'
     order by c.relname
     limit 1
$$;

-- Notes the log's position, to be compared with the slot's later.
create function mark_retention() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    delete from public.retention_mark where marked_at < now() - interval '60 days';
    insert into public.retention_mark (lsn) values (pg_current_wal_lsn());
$$;

-- The moment up to which everything in the outbox was relayed for sure; null while there is no slot. An hour's margin
-- for transactions that were open when the mark was made: none lives longer than minutes.
create function relayed_until() returns timestamptz
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select max(m.marked_at) - interval '1 hour'
      from public.retention_mark m
      join pg_replication_slots s
        on s.slot_name = '${relay}' and s.database = current_database() and m.lsn <= s.confirmed_flush_lsn
$$;

-- Drops the oldest outbox partition if it is older than the retention, relayed, and older than what is still needed (null:
-- nothing is). Returns its name, or null.
create function drop_outbox_partition(keep interval, needed timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' as $$
declare
    oldest  record;
    relayed timestamptz := public.relayed_until();
begin
    if keep is null or keep < interval '24 hours' then
        raise exception 'the outbox is kept for at least 24 hours, not %', keep;
    end if;
    select * into oldest from public.oldest_partition('public.outbox');
    if oldest.child is null or relayed is null or oldest.closes > least(now() - keep, needed, relayed) then
        return null;
    end if;
    execute format('drop table public.%I', oldest.child);
    return oldest.child;
end $$;

create function drop_inbox_partition(keep interval) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' as $$
declare
    oldest record;
begin
    if keep is null or keep < interval '24 hours' then
        raise exception 'the inbox is kept for at least 24 hours, not %', keep;
    end if;
    select * into oldest from public.oldest_partition('public.inbox');
    if oldest.child is null or oldest.closes > now() - keep then
        return null;
    end if;
    execute format('drop table public.%I', oldest.child);
    return oldest.child;
end $$;

-- Rows in DEFAULT leave by the same rules, some thousands at a time. Returns how many left.
create function clean_default_partitions(outbox_keep interval, inbox_keep interval, needed timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' as $$
declare
    relayed timestamptz := public.relayed_until();
    gone    int := 0;
    n       int;
begin
    if least(outbox_keep, inbox_keep) is null or least(outbox_keep, inbox_keep) < interval '24 hours' then
        raise exception 'outbox and inbox are kept for at least 24 hours, not % and %', outbox_keep, inbox_keep;
    end if;
    if relayed is not null then
        delete from public.outbox_default where id in (
            select id from public.outbox_default
             where created_at < least(now() - outbox_keep, needed, relayed) limit 10000);
        get diagnostics gone = row_count;
    end if;
    delete from public.inbox_default where message_id in (
        select message_id from public.inbox_default where received_at < now() - inbox_keep limit 10000);
    get diagnostics n = row_count;
    return gone + n;
end $$;

revoke execute on function make_partitions(int), mark_retention(), relayed_until(), oldest_partition(regclass),
    drop_outbox_partition(interval, timestamptz), drop_inbox_partition(interval),
    clean_default_partitions(interval, interval, timestamptz) from public;
grant execute on function make_partitions(int), mark_retention(), relayed_until(),
    drop_outbox_partition(interval, timestamptz), drop_inbox_partition(interval),
    clean_default_partitions(interval, interval, timestamptz) to ${app};

select make_partitions(7);
