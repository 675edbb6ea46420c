-- The customers one can order as from the start: 100 with 10,000,000.00 EUR each, through the ledger, and a poor one.

insert into account (id, kind, currency) values ('bank:EUR', 'BANK', 'EUR'), ('shop:EUR', 'SHOP', 'EUR'), ('customer-poor', 'CUSTOMER', 'EUR');

insert into account (id, kind, currency, balance)
select 'customer-' || n, 'CUSTOMER', 'EUR', 1000000000 from generate_series(1, 100) as n;

insert into deposit (id, account_id, idempotency_key, amount)
select uuidv7(), id, 'seed', balance from account where kind = 'CUSTOMER' and balance > 0;

insert into ledger_entry (transfer_id, account_id, amount)
select d.id, entry.account_id, entry.amount
  from deposit d
 cross join lateral (values (d.account_id, d.amount), ('bank:EUR', -d.amount)) as entry(account_id, amount);

update account set balance = (select sum(amount) from ledger_entry where account_id = 'bank:EUR') where id = 'bank:EUR';
