-- Orders, their sagas, and this service's copy of the catalogue. Run as the owner; ${app} may do what is granted below.

create table product (
    sku            text   primary key,
    name           text   not null,
    price_amount   bigint not null check (price_amount >= 0),
    price_currency text   not null,
    version        bigint not null
);

-- Written once when placed, updated once when decided. Items and prices are a copy: they never change afterwards.
create table orders (
    id              uuid        primary key,
    customer_id     text        not null,
    status          text        not null check (status in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
    reason          text,
    tracking_number text,
    total_amount    bigint      not null check (total_amount >= 0),
    total_currency  text        not null,
    items           jsonb       not null,
    placed_at       timestamptz not null,
    decided_at      timestamptz,
    check ((status = 'PENDING') = (decided_at is null))
) with (fillfactor = 80);

create index orders_by_customer on orders (customer_id, id);
create index orders_by_status on orders (status, id);

-- Apart from the order, so that nothing but the one shipping command reads it.
create table shipping_address (
    order_id    uuid primary key,
    name        text not null,
    street      text not null,
    postal_code text not null,
    city        text not null,
    country     text not null
);

-- What a customer's key stood for. request_hash tells the same request from another one.
create table idempotency_key (
    customer_id  text  not null,
    key          text  not null,
    request_hash text  not null,
    order_id     uuid  not null,
    primary key (customer_id, key)
);

-- One saga an order. memory is the kernel's whole state; the other columns repeat what is searched for. wake_at is when
-- a deadline may have passed, or earlier: it is moved only when it must be, so that most updates touch no index (HOT).
create table saga (
    order_id        uuid        primary key,
    definition      text        not null,
    version         int         not null,
    state           text        not null check (state in ('RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED')),
    needs_attention boolean     not null default false,
    wake_at         timestamptz,
    traceparent     text        not null,
    started_at      timestamptz not null,
    memory          jsonb       not null,
    check ((wake_at is null) = (state in ('COMPLETED', 'COMPENSATED')))
) with (fillfactor = 50);

create index saga_by_wake_at on saga (wake_at) where wake_at is not null;
create index saga_by_state on saga (state, order_id);
create index saga_in_need on saga (order_id) where needs_attention;

-- What happened to each saga: one row a decision, numbered from 1 without gaps. Only ever added to.
create table saga_log (
    order_id uuid        not null,
    sequence bigint      not null,
    at       timestamptz not null,
    event    text        not null,
    step     text,
    "from"   text,
    "to"     text        not null,
    status   text,
    why      text,
    sends    jsonb       not null,
    primary key (order_id, sequence)
);

-- One row, one bucket of tokens for the whole service: how many commands may be sent again now.
create table resend_budget (
    one         boolean          primary key default true check (one),
    tokens      double precision not null check (tokens >= 0),
    refilled_at timestamptz      not null
);

insert into resend_budget (tokens, refilled_at) values (0, clock_timestamp());

grant select, insert, update on product, orders, saga to ${app};
grant select, insert on shipping_address, idempotency_key, saga_log to ${app};
grant select, update on resend_budget to ${app};
