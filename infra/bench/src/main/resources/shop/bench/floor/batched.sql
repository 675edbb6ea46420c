-- The orders :a to :b, seven transactions. Each paragraph is one; its statements go in one round trip.
insert into o.orders (id,customer_id,status,total_cents,lines)
    select g,(1+(hashint8(g*7+:k::bigint)&16383)%10000),'PENDING',8997,'[{"sku":"SKU-000123","q":2},{"sku":"SKU-000456","q":1}]' from generate_series(:a::bigint,:b::bigint) g;
insert into o.saga (id,step,status,payload)
    select g,1,'RUNNING',o.pl(g)::jsonb from generate_series(:a::bigint,:b::bigint) g;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('oReserveStock'||g)::uuid,'order',g,'ReserveStock',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;

insert into s.inbox(message_id)
    select md5('insr'||g)::uuid from generate_series(:a::bigint,:b::bigint) g;
with d as (select (1+(hashint8(g+:k::bigint)&1023)%1000) i, count(*)*2 c from generate_series(:a::bigint,:b::bigint) g group by 1), l as (select t.id, d.c from s.stock t join d on t.id=d.i order by t.id for update of t) update s.stock u set qty=qty-l.c,reserved=reserved+l.c from l where u.id=l.id;
insert into s.reservation
    select g,(1+(hashint8(g+:k::bigint)&1023)%1000),2,'RESERVED' from generate_series(:a::bigint,:b::bigint) g;
insert into s.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('sStockReserved'||g)::uuid,'order',g,'StockReserved',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;

insert into o.inbox(message_id)
    select md5('ino2'||g)::uuid from generate_series(:a::bigint,:b::bigint) g;
update o.saga set step=2,version=version+1 where id between :a and :b and step=1;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('oAuthorisePayment'||g)::uuid,'order',g,'AuthorisePayment',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;

insert into p.inbox(message_id)
    select md5('inpp'||g)::uuid from generate_series(:a::bigint,:b::bigint) g;
with d as (select (1+(hashint8(g*7+:k::bigint)&16383)%10000) i, count(*)*8997 c from generate_series(:a::bigint,:b::bigint) g group by 1), l as (select t.id, d.c from p.account t join d on t.id=d.i order by t.id for update of t) update p.account u set balance=balance-l.c from l where u.id=l.id;
insert into p.payment
    select g,(1+(hashint8(g*7+:k::bigint)&16383)%10000),8997,'AUTHORISED' from generate_series(:a::bigint,:b::bigint) g;
insert into p.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('pPaymentAuthorised'||g)::uuid,'order',g,'PaymentAuthorised',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;

insert into o.inbox(message_id)
    select md5('ino3'||g)::uuid from generate_series(:a::bigint,:b::bigint) g;
update o.saga set step=3,version=version+1 where id between :a and :b and step=2;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('oArrangeShipment'||g)::uuid,'order',g,'ArrangeShipment',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;

insert into h.inbox(message_id)
    select md5('inhh'||g)::uuid from generate_series(:a::bigint,:b::bigint) g;
insert into h.shipment
    select g,'1 Main Street, 12345 Town','ARRANGED' from generate_series(:a::bigint,:b::bigint) g;
insert into h.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('hShipmentArranged'||g)::uuid,'order',g,'ShipmentArranged',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;

insert into o.inbox(message_id)
    select md5('ino4'||g)::uuid from generate_series(:a::bigint,:b::bigint) g;
update o.saga set step=4,status='COMPLETED',version=version+1 where id between :a and :b and step=3;
update o.orders set status='COMPLETED',version=version+1 where id between :a and :b;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    select md5('oOrderCompleted'||g)::uuid,'order',g,'OrderCompleted',o.pl(g) from generate_series(:a::bigint,:b::bigint) g;
