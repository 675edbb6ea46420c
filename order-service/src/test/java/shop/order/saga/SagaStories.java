package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.testkit.Polled;

/** Tells sagas what participants would say, and looks at what came of it. */
@ApplicationScoped
public class SagaStories {

    private final BatchConsumer batches;
    private final Database database;

    SagaStories(BatchConsumer batches, Database database) {
        this.batches = batches;
        this.database = database;
    }

    /** One participant says something about an order. */
    public void tell(String event, UUID order) {
        batches.consume(add(Polled.from(topic(event)), event, order).batch());
    }

    public void tellAll(UUID order, String... events) {
        for (String event : events) {
            tell(event, order);
        }
    }

    public static Polled add(Polled polled, String event, UUID order) {
        return polled.message(order, type(event), body(event, order));
    }

    static Map<String, Object> body(String event, UUID order) {
        return switch (event) {
            case "StockRejected" -> Map.of("orderId", order, "reason", "OUT_OF_STOCK", "sku", "SKU-1001");
            case "PaymentDeclined" -> Map.of("orderId", order, "reason", "INSUFFICIENT_FUNDS");
            case "ShipmentRejected" -> Map.of("orderId", order, "reason", "COUNTRY_NOT_SERVED");
            case "ShipmentArranged" -> Map.of("orderId", order, "trackingNumber", "TRACK-1");
            case "PaymentCommandFailed" ->
                Map.of("orderId", order, "command", "shop.payment.AuthorizePayment.v1", "error", "disk full");
            default -> Map.of("orderId", order);
        };
    }

    static String topic(String event) {
        return participant(event) + ".events";
    }

    static String type(String event) {
        return "shop." + participant(event) + "." + event + ".v1";
    }

    private static String participant(String event) {
        return event.startsWith("Stock") ? "inventory" : event.startsWith("Payment") ? "payment" : "shipping";
    }

    String state(UUID order) {
        return one("select state from saga where order_id = ?", order);
    }

    String status(UUID order) {
        return one("select status || coalesce(' ' || reason, '') from orders where id = ?", order);
    }

    /** The short names of all messages owed about an order, in their order. */
    List<String> owed(UUID order) {
        return database.query(
                "select split_part(type, '.', 3) from outbox where message_key = ? order by id",
                row -> row.getString(1),
                order.toString());
    }

    long logged(UUID order) {
        return Long.parseLong(one("select count(*)::text from saga_log where order_id = ?", order));
    }

    Instant wakeAt(UUID order) {
        return database.query(
                        "select wake_at from saga where order_id = ?",
                        row -> row.getObject(1, OffsetDateTime.class),
                        order)
                .getFirst()
                .toInstant();
    }

    /** Many orders, placed by what {@code place} does. */
    static List<UUID> many(int count, Supplier<UUID> place) {
        return java.util.stream.Stream.generate(place).limit(count).toList();
    }

    UUID unknownOrder() {
        return Uuid7.next();
    }

    private String one(String sql, UUID order) {
        return database.query(sql, row -> row.getString(1), order).getFirst();
    }
}
