-- Products, their stock, and the orders' reservations.

create table product (
    sku        text        primary key check (sku ~ '^[A-Za-z0-9._-]{1,64}$'),
    name       text        not null check (length(name) between 1 and 200),
    price      bigint      not null check (price >= 0),
    currency   text        not null check (currency ~ '^[A-Z]{3}$'),
    version    bigint      not null default 1 check (version >= 1),
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);

-- Every order changes it: few columns, no index but the key, and room in the page, so that an update moves no index.
create table stock (
    sku       text   primary key references product,
    received  bigint not null default 0,
    on_hand   bigint not null default 0,
    reserved  bigint not null default 0,
    committed bigint not null default 0,
    check (reserved >= 0 and reserved <= on_hand),
    check (committed >= 0 and received = on_hand + committed)
) with (fillfactor = 20);

-- What was put into stock. Never changed, never deleted; a repeat adds nothing.
create table stock_receipt (
    receipt_id  uuid        primary key,
    sku         text        not null references stock,
    quantity    bigint      not null check (quantity > 0),
    received_at timestamptz not null default clock_timestamp()
);

-- The tombstone of a release that came first is RELEASED and knows no items. Items are written once and read with
-- their reservation, so they stand in its row: [{"sku": …, "quantity": …}], each SKU once.
create table stock_reservation (
    order_id     uuid        primary key,
    state        text        not null check (state in ('RESERVED', 'COMMITTED', 'RELEASED', 'REJECTED')),
    items        jsonb       not null,
    reason       text,
    rejected_sku text,
    made_at      timestamptz not null default clock_timestamp(),
    updated_at   timestamptz not null default clock_timestamp(),
    check (items <> '[]' or state = 'RELEASED'),
    check (num_nulls(reason, rejected_sku) = case state when 'REJECTED' then 0 else 2 end)
) with (fillfactor = 80);

-- What must be true at any moment; each difference is zero. Read by tests and by whoever doubts the books.
create view stock_difference as
select s.sku,
       s.received - coalesce(receipts.quantity, 0) as received_difference,
       s.reserved - coalesce(items.reserved, 0) as reserved_difference,
       s.committed - coalesce(items.committed, 0) as committed_difference
  from stock s
  left join (select sku, sum(quantity) as quantity from stock_receipt group by sku) receipts
    on receipts.sku = s.sku
  left join (select item.sku,
                    sum(item.quantity) filter (where r.state = 'RESERVED') as reserved,
                    sum(item.quantity) filter (where r.state = 'COMMITTED') as committed
               from stock_reservation r
              cross join lateral jsonb_to_recordset(r.items) as item(sku text, quantity bigint)
              where r.state in ('RESERVED', 'COMMITTED')
              group by item.sku) items
    on items.sku = s.sku;

grant select, insert, update (name, price, currency, version, updated_at) on product to ${app};
grant select, insert, update (received, on_hand, reserved, committed) on stock to ${app};
grant select, insert on stock_receipt to ${app};
grant select, insert, update (state, updated_at) on stock_reservation to ${app};
grant select on stock_difference to ${app};
