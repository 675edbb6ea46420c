-- What one can order from the start: twelve products with ten million pieces each, and one that is sold out.

insert into product (sku, name, price, currency) values
    ('SKU-1001', 'Notebook, dotted, A5', 1290, 'EUR'),
    ('SKU-1002', 'Fountain pen, fine nib', 3450, 'EUR'),
    ('SKU-1003', 'Ink, midnight blue, 50 ml', 1190, 'EUR'),
    ('SKU-1004', 'Desk lamp, brass', 8900, 'EUR'),
    ('SKU-1005', 'Pencil, HB, box of twelve', 990, 'EUR'),
    ('SKU-1006', 'Eraser, soft', 180, 'EUR'),
    ('SKU-1007', 'Steel ruler, 30 cm', 750, 'EUR'),
    ('SKU-1008', 'Paper knife, walnut', 2150, 'EUR'),
    ('SKU-1009', 'Sketchbook, 120 g, A4', 1690, 'EUR'),
    ('SKU-1010', 'Watercolours, 24 pans', 4290, 'EUR'),
    ('SKU-1011', 'Brush set, sable', 5600, 'EUR'),
    ('SKU-1012', 'Letter scale, mechanical', 6400, 'EUR'),
    ('SKU-SOLD-OUT', 'Typewriter, 1936, restored', 89000, 'EUR');

insert into stock (sku, received, on_hand)
select sku, quantity, quantity
  from (select sku, case sku when 'SKU-SOLD-OUT' then 0 else 10000000 end as quantity from product) as delivered;

insert into stock_receipt (receipt_id, sku, quantity)
select uuidv7(), sku, received from stock where received > 0;

-- Others learn of them as of any change: through the outbox.
insert into outbox (topic, message_key, type, source, subject, payload)
select 'product.events', sku, 'shop.inventory.ProductChanged.v1', '/inventory-service', sku,
       json_build_object(
           'sku', sku,
           'name', name,
           'price', json_build_object('amount', price, 'currency', currency),
           'version', version)::text
  from product
 order by sku;
