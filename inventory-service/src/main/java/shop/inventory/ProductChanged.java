package shop.inventory;

import shop.messaging.JsonBody;
import shop.messaging.OutgoingMessage;

/**
 * A product as it is from this version on, told to whoever prices orders from a copy of his own. May be told again; a
 * reader ignores a version below the one he has.
 */
record ProductChanged(String sku, String name, Money price, long version) {

    static final String TYPE = "shop.inventory.ProductChanged.v1";

    private static final String TOPIC = "product.events";

    OutgoingMessage message() {
        return OutgoingMessage.of(TOPIC, sku, TYPE, JsonBody.write(this));
    }
}
