package shop.bench.stored;

import java.util.List;
import java.util.Map;

/**
 * What each service keeps of an order, for as long as it keeps it.
 *
 * @param tables that hold orders for ever, each with the condition by which a row {@code x} is a {@code template}'s
 * @param totals the statements by which what is summed up in other tables follows from them
 * @param differences the query that counts what does not add up then
 */
record Layout(Map<String, String> tables, List<String> totals, String differences) {

    /** Outbox and inbox, which are partitioned by time. A message in the inbox is one that was sent for a template. */
    static final Map<String, String> PARTITIONED = Map.of(
            "outbox", "x.message_key = template.order_id::text",
            "inbox", "template.number = (select message.number from message where message.id = x.message_id)");

    private static final String NOTHING = "select 0";
    private static final String OF_ORDER = "x.order_id = template.order_id";

    static final Map<String, Layout> BY_SERVICE = Map.of(
            "order-service",
            new Layout(
                    Map.of(
                            "orders", "x.id = template.order_id",
                            "shipping_address", OF_ORDER,
                            "idempotency_key", OF_ORDER,
                            "saga", OF_ORDER,
                            "saga_log", OF_ORDER),
                    List.of(),
                    NOTHING),
            "payment-service",
            new Layout(
                    Map.of("payment", OF_ORDER, "ledger_entry", "x.transfer_id = template.order_id"),
                    List.of("""
                            update account set balance = entries.amount
                              from (select account_id, sum(amount) as amount from ledger_entry group by account_id) entries
                             where id = entries.account_id and balance <> entries.amount
                            """),
                    """
                            select count(*) from ledger_difference where balance_difference <> 0 or held_difference <> 0
                            """),
            "inventory-service",
            new Layout(Map.of("stock_reservation", OF_ORDER), List.of("""
                    update stock set committed = items.quantity, on_hand = received - items.quantity
                      from (select item.sku, sum(item.quantity) as quantity
                              from stock_reservation r
                             cross join lateral jsonb_to_recordset(r.items) as item(sku text, quantity bigint)
                             where r.state = 'COMMITTED'
                             group by item.sku) items
                     where stock.sku = items.sku and stock.committed <> items.quantity
                    """), """
                    select count(*) from stock_difference
                     where received_difference <> 0 or reserved_difference <> 0 or committed_difference <> 0
                    """),
            "shipping-service",
            new Layout(Map.of("shipment", OF_ORDER), List.of(), NOTHING));
}
