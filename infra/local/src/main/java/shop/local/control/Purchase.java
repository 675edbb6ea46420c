package shop.local.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import shop.local.environment.Json;

/**
 * An order of one product, as a customer sends it.
 *
 * @param country where to, a two-letter code
 */
public record Purchase(String customer, String sku, int quantity, String country) {

    /** What order-service's {@code POST /orders} takes. */
    public ObjectNode json() {
        ObjectNode order = Json.MAPPER.createObjectNode();
        order.put("customerId", customer);
        order.putArray("items").addObject().put("sku", sku).put("quantity", quantity);
        order.putObject("shippingAddress")
                .put("name", "Erika Mustermann")
                .put("street", "Heidestraße 17")
                .put("postalCode", "51147")
                .put("city", "Köln")
                .put("country", country);
        return order;
    }
}
