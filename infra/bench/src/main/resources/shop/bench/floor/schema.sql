-- A reduced saga of three participants, in one database: o orders, s stock, p payments, h shipments. The least that any
-- system writes which commits these rows in this way.
drop schema if exists o, s, p, h cascade;
create schema o;
create schema s;
create schema p;
create schema h;

create table o.orders (id bigint primary key, customer_id bigint not null, status text not null, total_cents bigint not null, lines jsonb not null, version int not null default 0, created_at timestamptz not null default now()) with (fillfactor = 70);
create table o.saga (id bigint primary key, step smallint not null, status text not null, payload jsonb not null, version int not null default 0) with (fillfactor = 50);
create table s.stock (id int primary key, qty bigint not null check (qty >= 0), reserved bigint not null default 0) with (fillfactor = 20);
create table s.reservation (order_id bigint primary key, item_id int not null, qty int not null, status text not null);
create table p.account (id int primary key, balance bigint not null check (balance >= 0)) with (fillfactor = 20);
create table p.payment (order_id bigint primary key, account_id int not null, amount bigint not null, status text not null);
create table h.shipment (order_id bigint primary key, address text not null, status text not null);
insert into s.stock select g, 1000000000000 from generate_series(1, 1000) g;
insert into p.account select g, 1000000000000 from generate_series(1, 10000) g;

do $$
declare
    x text;
begin
    foreach x in array array['o', 's', 'p', 'h'] loop
        execute format('create table %I.inbox (message_id uuid primary key, received_at timestamptz not null default now())', x);
        execute format('create table %I.outbox (id uuid primary key, aggregatetype varchar(255) not null, aggregateid varchar(255) not null, type varchar(255) not null, ts timestamptz not null default now(), payload text not null)', x);
    end loop;
end $$;

-- A body of about 300 bytes.
create function o.pl(bigint) returns text language sql immutable as $$ select '{"orderId":'||$1||',"type":"command","schemaVersion":1,"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","items":[{"sku":"SKU-000123","quantity":2,"unitPriceCents":1999},{"sku":"SKU-000456","quantity":1,"unitPriceCents":4999}],"totalCents":8997,"currency":"EUR","customer":"c-0001"}' $$;
