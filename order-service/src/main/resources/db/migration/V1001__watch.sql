-- Streams read saga_log in the order of this column. It is drawn while the saga's row is locked, so that the entries of
-- one order have it in their order; and the transaction has its xid before it draws, so that whoever has drawn and not
-- ended can be seen in pg_stat_activity. See shop.order.watch.Horizon.
create sequence saga_log_position;

-- Numbers what there is, in the order in which it was written; the table is written anew and locked meanwhile.
alter table saga_log add column position bigint not null
    default case when pg_current_xact_id() is null then 0 else nextval('saga_log_position') end;

alter sequence saga_log_position owned by saga_log.position;

create unique index saga_log_by_position on saga_log (position);

grant usage, select on sequence saga_log_position to ${app};
