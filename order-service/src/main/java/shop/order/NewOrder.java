package shop.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An order that was priced and is about to be stored. */
public record NewOrder(
        UUID id,
        CustomerId customerId,
        List<OrderItem> items,
        Money total,
        ShippingAddress shippingAddress,
        Instant placedAt) {

    public NewOrder {
        items = List.copyOf(items);
    }
}
