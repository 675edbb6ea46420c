package shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as customers see it. What does not apply is left out.
 *
 * @param reason why it was rejected
 * @param decidedAt when it got its final status
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
        UUID orderId,
        CustomerId customerId,
        OrderStatus status,
        @Nullable String reason,
        @Nullable String trackingNumber,
        Money total,
        List<OrderItem> items,
        Instant placedAt,
        @Nullable Instant decidedAt) {

    static OrderView of(Order order) {
        return new OrderView(
                order.id,
                new CustomerId(order.customerId),
                order.status,
                order.reason,
                order.trackingNumber,
                new Money(order.totalAmount, order.totalCurrency),
                order.items,
                order.placedAt,
                order.decidedAt);
    }

    static OrderView of(NewOrder order) {
        return new OrderView(
                order.id(),
                order.customerId(),
                OrderStatus.PENDING,
                null,
                null,
                order.total(),
                order.items(),
                order.placedAt(),
                null);
    }
}
