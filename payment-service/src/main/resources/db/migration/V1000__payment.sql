-- Customers' accounts in a double-entry ledger, and the orders' payments.

-- Whole accounts are read and updated with every payment: leave room in the page, so that an update moves no index.
create table account (
    id        text        primary key check (id ~ '^[A-Za-z0-9._:-]{1,64}$'),
    kind      text        not null check (kind in ('CUSTOMER', 'SHOP', 'BANK')),
    currency  text        not null check (currency ~ '^[A-Z]{3}$'),
    balance   bigint      not null default 0,
    held      bigint      not null default 0 check (held >= 0),
    opened_at timestamptz not null default clock_timestamp(),
    -- Nobody holds or spends what he does not have. The bank's account is where deposits come from: it goes below zero.
    check (kind = 'BANK' or balance >= held),
    check (kind = 'CUSTOMER' or held = 0),
    -- A customer cannot be named as one of our own accounts is.
    check (case kind when 'CUSTOMER' then position(':' in id) = 0 else id = lower(kind) || ':' || currency end)
) with (fillfactor = 70);

-- A transfer's entries sum to zero, and an account's entries to its balance. Never changed, never deleted.
create table ledger_entry (
    transfer_id uuid        not null,  -- the order that is captured, or the deposit
    account_id  text        not null references account,
    amount      bigint      not null,
    entered_at  timestamptz not null default clock_timestamp(),
    -- An order is captured once, whatever else goes wrong.
    primary key (transfer_id, account_id)
);

create table deposit (
    id              uuid        primary key,
    account_id      text        not null references account,
    idempotency_key text        not null check (length(idempotency_key) between 1 and 100),
    amount          bigint      not null check (amount > 0),
    deposited_at    timestamptz not null default clock_timestamp(),
    unique (account_id, idempotency_key)
);

-- The tombstone of a void that came first is VOIDED and knows neither customer nor amount.
create table payment (
    order_id    uuid        primary key,
    state       text        not null check (state in ('AUTHORIZED', 'CAPTURED', 'VOIDED', 'DECLINED')),
    customer_id text,
    amount      bigint      check (amount >= 0),
    currency    text,
    reason      text,
    made_at     timestamptz not null default clock_timestamp(),
    updated_at  timestamptz not null default clock_timestamp(),
    check (num_nulls(customer_id, amount, currency) in (0, 3)),
    check (amount is not null or state = 'VOIDED'),
    check ((reason is not null) = (state = 'DECLINED'))
) with (fillfactor = 80);

-- What must be true at any moment; each difference is zero. Read by tests and by whoever doubts the books.
create view ledger_difference as
select a.id as account_id,
       a.balance - coalesce(entries.amount, 0) as balance_difference,
       a.held - coalesce(holds.amount, 0) as held_difference
  from account a
  left join (select account_id, sum(amount) as amount from ledger_entry group by account_id) entries
    on entries.account_id = a.id
  left join (select customer_id, sum(amount) as amount from payment where state = 'AUTHORIZED' group by customer_id) holds
    on holds.customer_id = a.id;

grant select, insert, update (balance, held) on account to ${app};
grant select, insert on ledger_entry, deposit to ${app};
grant select, insert, update (state, updated_at) on payment to ${app};
grant select on ledger_difference to ${app};
