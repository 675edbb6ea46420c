package shop.order;

import java.util.List;
import java.util.UUID;

/** What order-service tells the world about an order, on {@code order.events}. Never says where it is shipped to. */
public sealed interface OrderEvent {

    String TOPIC = "order.events";

    UUID orderId();

    record OrderPlaced(UUID orderId, CustomerId customerId, List<OrderItem> items, Money total) implements OrderEvent {}

    /** Past the point of no return: the order will be fulfilled. */
    record OrderConfirmed(UUID orderId, String trackingNumber) implements OrderEvent {}

    record OrderRejected(UUID orderId, String reason) implements OrderEvent {}

    record OrderCancelled(UUID orderId) implements OrderEvent {}

    /** Its name on the wire, {@code ce_type}. */
    default String type() {
        return switch (this) {
            case OrderPlaced placed -> "shop.order.OrderPlaced.v1";
            case OrderConfirmed confirmed -> "shop.order.OrderConfirmed.v1";
            case OrderRejected rejected -> "shop.order.OrderRejected.v1";
            case OrderCancelled cancelled -> "shop.order.OrderCancelled.v1";
        };
    }
}
