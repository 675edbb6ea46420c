package shop.order.saga;

import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;

/**
 * The order has reached its final status: to be stored with the order and published on {@code order.events}.
 *
 * @param status {@code CONFIRMED}, {@code REJECTED} or {@code CANCELLED}
 * @param reason why it was rejected; null otherwise
 * @param trackingNumber what the pivot brought along; null unless confirmed
 */
public record OrderStatusChange(
        OrderStatus status,
        @Nullable String reason,
        @Nullable String trackingNumber) {}
