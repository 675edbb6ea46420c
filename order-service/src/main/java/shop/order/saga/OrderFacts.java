package shop.order.saga;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.order.CustomerId;
import shop.order.Money;
import shop.order.saga.participants.Item;
import shop.order.saga.participants.ShippingCommand.Address;

/** What the saga's commands say about an order. */
public record OrderFacts(
        UUID orderId,
        CustomerId customerId,
        Money total,
        List<Item> items,
        @Nullable Address address) {

    public OrderFacts {
        items = List.copyOf(items);
    }
}
