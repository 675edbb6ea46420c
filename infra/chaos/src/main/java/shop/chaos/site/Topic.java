package shop.chaos.site;

import java.util.Arrays;
import java.util.List;

/** The eight topics, who says something on them and who listens. */
public enum Topic {
    INVENTORY_COMMANDS("inventory.commands", "order-service", "inventory-service", "shop.inventory.ReserveStock.v1"),
    PAYMENT_COMMANDS("payment.commands", "order-service", "payment-service", "shop.payment.AuthorizePayment.v1"),
    SHIPPING_COMMANDS("shipping.commands", "order-service", "shipping-service", "shop.shipping.ArrangeShipment.v1"),
    INVENTORY_EVENTS("inventory.events", "inventory-service", "order-service", "shop.inventory.StockReserved.v1"),
    PAYMENT_EVENTS("payment.events", "payment-service", "order-service", "shop.payment.PaymentAuthorized.v1"),
    SHIPPING_EVENTS("shipping.events", "shipping-service", "order-service", "shop.shipping.ShipmentArranged.v1"),
    ORDER_EVENTS("order.events", "order-service", "", "shop.order.OrderPlaced.v1"),
    PRODUCT_EVENTS("product.events", "inventory-service", "order-service", "shop.inventory.ProductChanged.v1");

    private final String topic;
    private final String writer;
    private final String reader;
    private final String aType;

    Topic(String topic, String writer, String reader, String aType) {
        this.topic = topic;
        this.writer = writer;
        this.reader = reader;
        this.aType = aType;
    }

    /** Its name in Kafka. */
    public String topic() {
        return topic;
    }

    /** The service whose outbox it is fed from. */
    public String writer() {
        return writer;
    }

    /** The service that listens, and its consumer group; empty where nobody in the house does. */
    public String reader() {
        return reader;
    }

    /** A type of message that is said here. */
    public String aType() {
        return aType;
    }

    /** Whether Kafka keeps only the last record of a key. */
    public boolean compacted() {
        return this == PRODUCT_EVENTS;
    }

    /** Those that sagas talk on: every one has a listener. */
    public static List<Topic> ofSagas() {
        return Arrays.stream(values())
                .filter(topic -> !topic.reader.isEmpty() && !topic.compacted())
                .toList();
    }

    /** The topic of that name in Kafka. */
    public static Topic named(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.topic.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic is called " + name));
    }
}
