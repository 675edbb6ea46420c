package shop.chaos.sabotage;

import java.util.List;
import shop.chaos.site.Site;

/**
 * One corruption.
 *
 * @param name people choose it by
 * @param what it does, in a sentence
 * @param caughtBy the checker that must find it
 * @param deed does it
 */
public record Sabotage(String name, String what, String caughtBy, Deed deed) {

    /** Corrupts something in a running environment. */
    public interface Deed {

        /**
         * Does it, once.
         *
         * @throws Exception if there is nothing yet that could be corrupted; it is tried again
         */
        void commit(Site site) throws Exception;
    }

    /** The one of that name. */
    public static Sabotage named(String name) {
        return ALL.stream()
                .filter(sabotage -> sabotage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sabotage is called %s; there are: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", ALL.stream().map(Sabotage::name).toList()))));
    }

    /** All there are. */
    public static final List<Sabotage> ALL = List.of(
            new Sabotage(
                    "order-deleted",
                    "An accepted order is deleted",
                    "accepted-orders-are-kept",
                    Sql.inOrders("delete from orders where id = victim", "status = 'CONFIRMED'")),
            new Sabotage(
                    "order-forged",
                    "An order appears that nobody placed",
                    "orders-were-asked-for",
                    Sql.inOrders("""
                            insert into orders
                            select uuidv7(), customer_id, status, reason, tracking_number, total_amount, total_currency, items,
                                   placed_at, decided_at
                              from orders where id = victim
                            """, "status = 'CONFIRMED'")),
            new Sabotage(
                    "status-changed",
                    "A confirmed order is made a cancelled one",
                    "one-final-outcome",
                    Sql.inOrders("update orders set status = 'CANCELLED' where id = victim", "status = 'CONFIRMED'")),
            new Sabotage(
                    "saga-revived",
                    "A saga is moved out of its final state",
                    "one-final-outcome",
                    Sql.inOrders("""
                            update saga set state = 'RUNNING', wake_at = now() + interval '1 day' where order_id = victim
                            """, "status = 'CONFIRMED'")),
            new Sabotage(
                    "log-entry-deleted",
                    "An entry in the middle of a saga's log is deleted",
                    "logs-are-legal",
                    Sql.inOrders(
                            "delete from saga_log where order_id = victim and sequence = 2", "status = 'CONFIRMED'")),
            new Sabotage(
                    "log-entry-forged",
                    "A completed saga is said to have been cancelled afterwards",
                    "logs-are-legal",
                    Sql.inOrders("""
                            insert into saga_log (order_id, sequence, at, event, "from", "to", sends)
                            select victim, max(sequence) + 1, now(), 'CANCEL_REQUESTED', 'COMPLETED', 'COMPENSATING', '[]'
                              from saga_log where order_id = victim
                            """, "status = 'CONFIRMED'")),
            new Sabotage(
                    "key-redirected",
                    "A customer's key leads to another order",
                    "idempotency-keys-are-kept",
                    Sql.inOrders("""
                            update idempotency_key set order_id = (select min(order_id::text)::uuid from idempotency_key)
                             where order_id = victim
                            """, "status = 'CONFIRMED'")),
            new Sabotage(
                    "event-swallowed",
                    "An outbox row is lost before its relay",
                    "order-events-are-told",
                    Sql.swallowing("order_service", "new.type = 'shop.order.OrderConfirmed.v1'")),
            new Sabotage(
                    "charged-twice",
                    "A customer is charged twice, in perfect double entry",
                    "effects-happen-at-most-once",
                    Sql.in("payment_service", """
                            select * into victim from payment where state = 'CAPTURED' order by order_id desc limit 1;
                            again := uuidv7();
                            insert into ledger_entry (transfer_id, account_id, amount)
                            values (again, victim.customer_id, -victim.amount), (again, 'shop:EUR', victim.amount);
                            update account set balance = balance - victim.amount where id = victim.customer_id;
                            update account set balance = balance + victim.amount where id = 'shop:EUR';
                            """)),
            new Sabotage(
                    "payment-voided",
                    "A captured payment is made a voided one",
                    "completed-sagas-are-settled",
                    Sql.in("payment_service", """
                            select * into victim from payment where state = 'CAPTURED' order by order_id desc limit 1;
                            update payment set state = 'VOIDED' where order_id = victim.order_id;
                            """)),
            new Sabotage(
                    "balance-changed",
                    "An account holds one cent more",
                    "money-is-conserved",
                    Sql.in("payment_service", """
                            select * into victim from account where kind = 'CUSTOMER' limit 1;
                            update account set balance = balance + 1 where id = victim.id;
                            """)),
            new Sabotage(
                    "hold-forgotten", "A hold is never let go", "money-is-conserved", Sql.in("payment_service", """
                            select * into victim from account where kind = 'CUSTOMER' and balance > 1000 limit 1;
                            update account set held = held + 100 where id = victim.id;
                            """)),
            new Sabotage(
                    "release-lost",
                    "The goods of an order that was not fulfilled stay reserved, in perfect books",
                    "nothing-is-left-behind",
                    Sql.in("inventory_service", """
                            select order_id, items->0->>'sku' as sku, (items->0->>'quantity')::bigint as pieces into victim
                              from stock_reservation r
                             where state = 'RELEASED' and items <> '[]'
                               and exists (select from stock s where s.sku = r.items->0->>'sku' and on_hand - reserved > 3)
                             order by order_id desc limit 1;
                            update stock_reservation set state = 'RESERVED' where order_id = victim.order_id;
                            update stock set reserved = reserved + victim.pieces where sku = victim.sku;
                            """)),
            new Sabotage(
                    "stock-changed",
                    "A product has one piece more than was ever received",
                    "stock-is-conserved",
                    Sql.in("inventory_service", """
                            select * into victim from stock where sku = 'SKU-1002';
                            update stock set on_hand = on_hand + 1, received = received + 1 where sku = victim.sku;
                            """)),
            new Sabotage(
                    "parcel-lost",
                    "The shipment of a fulfilled order is deleted",
                    "completed-sagas-are-settled",
                    Sql.in("shipping_service", """
                            select * into victim from shipment where state = 'ARRANGED' order by order_id desc limit 1;
                            delete from shipment where order_id = victim.order_id;
                            """)),
            new Sabotage(
                    "message-parked",
                    "A message of the product's own is put aside",
                    "nothing-is-parked-but-poison",
                    Sql.in("payment_service", """
                            select 1 as one into victim;
                            insert into parked (topic, partition, "offset", headers, payload, replayable, error)
                            values ('payment.commands', 0, 0, '{}', '', false, 'by sabotage');
                            """)),
            new Sabotage(
                    "record-forged",
                    "A record is in a topic that stands in no outbox",
                    "outboxes-reached-their-topics",
                    new ForgedRecord()),
            new Sabotage(
                    "records-deleted",
                    "The beginning of a topic is deleted",
                    "outboxes-reached-their-topics",
                    new DeletedRecords()));
}
