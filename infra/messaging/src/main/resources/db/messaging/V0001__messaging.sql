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

grant usage on schema public to ${app}, ${relay};
grant insert, select on outbox, inbox to ${app};
grant select, insert, update, delete on parked to ${app};
grant select on outbox to ${relay};
