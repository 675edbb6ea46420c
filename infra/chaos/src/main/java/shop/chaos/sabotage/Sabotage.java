package shop.chaos.sabotage;

import java.util.List;
import shop.chaos.checker.Judgement;
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
         * @return the victim, as the violation will name it
         * @throws Exception if there is nothing yet that could be corrupted; it is tried again
         */
        String commit(Site site) throws Exception;
    }

    /** One that was committed, and its victim. */
    public record Committed(Sabotage sabotage, String victim) {

        /** Whether the right checker has found it, with that victim. */
        public boolean isCaught(Judgement judgement) {
            return judgement.findings().stream()
                    .filter(finding -> finding.checker().equals(sabotage.caughtBy()))
                    .flatMap(finding -> finding.violations().stream())
                    .anyMatch(violation -> violation.message().contains(victim));
        }
    }

    /**
     * Those of these names, or every one for {@code all}.
     *
     * @throws IllegalArgumentException for a name that none has
     */
    public static List<Sabotage> named(List<String> names) {
        List<String> known = ALL.stream().map(Sabotage::name).toList();
        names.stream()
                .filter(name -> !name.equals("all") && !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "no sabotage is called %s; there are: %s".formatted(name, String.join(", ", known)));
                });
        return ALL.stream()
                .filter(sabotage -> names.contains("all") || names.contains(sabotage.name()))
                .toList();
    }

    /** All there are. */
    public static final List<Sabotage> ALL = List.of(
            new Sabotage(
                    "order-deleted",
                    "An accepted order is deleted",
                    "accepted-orders-are-kept",
                    Sql.ofCompleted(1, "delete from orders where id = $victim")),
            new Sabotage(
                    "order-forged",
                    "An order appears that nobody placed",
                    "orders-were-asked-for",
                    Sql.of("order_service", "select uuidv7()", """
                            insert into orders
                            select $victim, customer_id, status, reason, tracking_number, total_amount, total_currency, items,
                                   placed_at, decided_at
                              from orders where status = 'CONFIRMED' limit 1
                            """)),
            new Sabotage(
                    "status-changed",
                    "A confirmed order is made a cancelled one",
                    "one-final-outcome",
                    Sql.ofCompleted(2, "update orders set status = 'CANCELLED' where id = $victim")),
            new Sabotage(
                    "saga-revived",
                    "A saga is moved out of its final state",
                    "one-final-outcome",
                    Sql.ofCompleted(3, """
                            update saga set state = 'RUNNING', wake_at = now() + interval '1 day' where order_id = $victim
                            """)),
            new Sabotage(
                    "log-entry-deleted",
                    "An entry in the middle of a saga's log is deleted",
                    "logs-are-legal",
                    Sql.ofCompleted(4, "delete from saga_log where order_id = $victim and sequence = 2")),
            new Sabotage(
                    "log-entry-forged",
                    "A completed saga is said to have been cancelled afterwards",
                    "logs-are-legal",
                    Sql.ofCompleted(5, """
                            insert into saga_log (order_id, sequence, at, event, "from", "to", sends)
                            select order_id, max(sequence) + 1, now(), 'CANCEL_REQUESTED', 'COMPLETED', 'COMPENSATING', '[]'
                              from saga_log where order_id = $victim group by order_id
                            """)),
            new Sabotage(
                    "key-redirected",
                    "A customer's key leads to another order",
                    "idempotency-keys-are-kept",
                    Sql.ofCompleted(6, """
                            update idempotency_key set order_id = (select min(order_id::text)::uuid from idempotency_key)
                             where order_id = $victim
                            """)),
            new Sabotage(
                    "event-swallowed",
                    "An outbox row is lost before its relay",
                    "order-events-are-told",
                    Sql.swallowing("order_service", "new.type = 'shop.order.OrderConfirmed.v1'")),
            new Sabotage(
                    "charged-twice",
                    "A customer is charged twice, in perfect double entry",
                    "effects-happen-at-most-once",
                    Sql.of("payment_service", "select uuidv7()", """
                            insert into ledger_entry (transfer_id, account_id, amount)
                            values ($victim, 'customer-1', -700), ($victim, 'shop:EUR', 700);
                            update account set balance = balance - 700 where id = 'customer-1';
                            update account set balance = balance + 700 where id = 'shop:EUR';
                            """)),
            new Sabotage(
                    "payment-voided",
                    "A captured payment is made a voided one",
                    "completed-sagas-are-settled",
                    Sql.of(
                            "payment_service",
                            Sql.newest("payment", "CAPTURED", 7),
                            "update payment set state = 'VOIDED' where order_id = $victim")),
            new Sabotage(
                    "balance-changed",
                    "An account holds one cent more",
                    "money-is-conserved",
                    Sql.of(
                            "payment_service",
                            "select 'customer-77'",
                            "update account set balance = balance + 1 where id = $victim")),
            new Sabotage(
                    "hold-forgotten",
                    "A hold is never let go",
                    "money-is-conserved",
                    Sql.of(
                            "payment_service",
                            "select 'customer-88'",
                            "update account set held = held + 100 where id = $victim")),
            new Sabotage(
                    "release-lost",
                    "The goods of an order that was not fulfilled stay reserved, in perfect books",
                    "nothing-is-left-behind",
                    Sql.of("inventory_service", """
                            select order_id from stock_reservation r
                             where state = 'RELEASED' and items <> '[]'
                               and exists (select from stock s where s.sku = r.items->0->>'sku' and on_hand - reserved > 3)
                             order by order_id desc limit 1
                            """, """
                            update stock s set reserved = reserved + (r.items->0->>'quantity')::bigint
                              from stock_reservation r where r.order_id = $victim and s.sku = r.items->0->>'sku';
                            update stock_reservation set state = 'RESERVED' where order_id = $victim;
                            """)),
            new Sabotage(
                    "stock-changed",
                    "A product has one piece more than was ever received",
                    "stock-is-conserved",
                    Sql.of(
                            "inventory_service",
                            "select 'SKU-1012'",
                            "update stock set on_hand = on_hand + 1, received = received + 1 where sku = $victim")),
            new Sabotage(
                    "parcel-lost",
                    "The shipment of a fulfilled order is deleted",
                    "completed-sagas-are-settled",
                    Sql.of(
                            "shipping_service",
                            Sql.newest("shipment", "ARRANGED", 0),
                            "delete from shipment where order_id = $victim")),
            new Sabotage(
                    "message-parked",
                    "A message of the product's own is put aside",
                    "nothing-is-parked-but-poison",
                    Sql.of("payment_service", "select 'a sabotage'", """
                            insert into parked (topic, partition, "offset", headers, payload, replayable, error)
                            values ('payment.commands', 0, 0, '{}', '', false, $victim)
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
