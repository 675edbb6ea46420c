-- One order, seven transactions: what each commits is a paragraph. Its statements go in one round trip.
insert into o.orders (id,customer_id,status,total_cents,lines)
    values (:order,:account,'PENDING',8997,'[{"sku":"SKU-000123","q":2},{"sku":"SKU-000456","q":1}]');
insert into o.saga (id,step,status,payload)
    values (:order,1,'RUNNING',o.pl(:order)::jsonb);
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('oReserveStock'||:order)::uuid,'order',:order,'ReserveStock',o.pl(:order));

insert into s.inbox(message_id)
    values (md5('insr'||:order)::uuid);
update s.stock set qty=qty-2, reserved=reserved+2 where id=:item and qty>=2;
insert into s.reservation
    values (:order,:item,2,'RESERVED');
insert into s.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('sStockReserved'||:order)::uuid,'order',:order,'StockReserved',o.pl(:order));

insert into o.inbox(message_id)
    values (md5('ino2'||:order)::uuid);
update o.saga set step=2,version=version+1 where id=:order and step=1;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('oAuthorisePayment'||:order)::uuid,'order',:order,'AuthorisePayment',o.pl(:order));

insert into p.inbox(message_id)
    values (md5('inpp'||:order)::uuid);
update p.account set balance=balance-8997 where id=:account and balance>=8997;
insert into p.payment
    values (:order,:account,8997,'AUTHORISED');
insert into p.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('pPaymentAuthorised'||:order)::uuid,'order',:order,'PaymentAuthorised',o.pl(:order));

insert into o.inbox(message_id)
    values (md5('ino3'||:order)::uuid);
update o.saga set step=3,version=version+1 where id=:order and step=2;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('oArrangeShipment'||:order)::uuid,'order',:order,'ArrangeShipment',o.pl(:order));

insert into h.inbox(message_id)
    values (md5('inhh'||:order)::uuid);
insert into h.shipment
    values (:order,'1 Main Street, 12345 Town','ARRANGED');
insert into h.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('hShipmentArranged'||:order)::uuid,'order',:order,'ShipmentArranged',o.pl(:order));

insert into o.inbox(message_id)
    values (md5('ino4'||:order)::uuid);
update o.saga set step=4,status='COMPLETED',version=version+1 where id=:order and step=3;
update o.orders set status='COMPLETED',version=version+1 where id=:order;
insert into o.outbox (id,aggregatetype,aggregateid,type,payload)
    values (md5('oOrderCompleted'||:order)::uuid,'order',:order,'OrderCompleted',o.pl(:order));
