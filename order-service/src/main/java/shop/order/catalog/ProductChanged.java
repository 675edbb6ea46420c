package shop.order.catalog;

import static java.util.Objects.requireNonNull;

import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.MalformedMessageException;
import shop.messaging.UnknownMessageException;
import shop.order.Money;

/**
 * A product or its price changed, as inventory-service tells it on {@code product.events}; just the fields needed here.
 *
 * @param version rises with every change of the product; an older one says nothing new
 */
public record ProductChanged(String sku, String name, Money price, long version) {

    public static final String TYPE = "shop.inventory.ProductChanged.v1";

    /**
     * The highest price this service deals in, in minor units. With at most 50 items of at most 1,000 pieces an order's
     * total stays below 2^53, which every JSON reader can hold exactly.
     */
    public static final long MAX_PRICE = 100_000_000_000L;

    public ProductChanged {
        requireNonNull(sku, "sku");
        requireNonNull(name, "name");
        requireNonNull(price, "price");
    }

    /** Reads what stands on {@code product.events}. */
    public static ProductChanged read(IncomingMessage message) {
        if (!message.type().equals(TYPE)) {
            throw new UnknownMessageException(message.type());
        }
        ProductChanged product = JsonBody.read(message.payload(), ProductChanged.class);
        if (product.price.amount() > MAX_PRICE) {
            throw new MalformedMessageException("the price of %s is above %d".formatted(product.sku, MAX_PRICE), null);
        }
        return product;
    }
}
