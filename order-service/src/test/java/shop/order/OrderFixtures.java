package shop.order;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.Polled;

/** Orders to place, and a catalogue to place them from. */
public final class OrderFixtures {

    public static final String SERVICE = "order-service";

    private OrderFixtures() {}

    /** What inventory-service would publish about a product. */
    public static void publish(BatchConsumer batches, String sku, long price, String currency, long version) {
        batches.consume(Polled.from("product.events")
                .message(
                        Uuid7.next(),
                        "shop.inventory.ProductChanged.v1",
                        Map.of(
                                "sku",
                                sku,
                                "name",
                                "Product " + sku,
                                "price",
                                Map.of("amount", price, "currency", currency),
                                "version",
                                version))
                .batch());
    }

    /** Two products in euro and one in dollars. */
    public static void publishCatalogue(BatchConsumer batches) {
        publish(batches, "SKU-1001", 1999, "EUR", 1);
        publish(batches, "SKU-1002", 500, "EUR", 1);
        publish(batches, "SKU-USD", 700, "USD", 1);
    }

    public static Builder anOrder() {
        return new Builder();
    }

    /** Places an order of one piece. Returns its id. */
    public static UUID placed() {
        return UUID.fromString(
                anOrder().of(1, "SKU-1001").post().statusCode(201).extract().path("orderId"));
    }

    /** An order to be posted; by customer-1, to an address in Berlin, unless it says otherwise. */
    public static final class Builder {

        private final List<Object> items = new ArrayList<>();
        private @Nullable Object customer = "customer-1";
        private String country = "DE";
        private String street = "Some Street 1";
        private @Nullable String key;
        private @Nullable String traceparent;

        public Builder of(int quantity, String sku) {
            items.add(Map.of("sku", sku, "quantity", quantity));
            return this;
        }

        public Builder by(Object customerId) {
            this.customer = customerId;
            return this;
        }

        public Builder to(String isoCountry) {
            this.country = isoCountry;
            return this;
        }

        public Builder street(String name) {
            this.street = name;
            return this;
        }

        public Builder key(String idempotencyKey) {
            this.key = idempotencyKey;
            return this;
        }

        public Builder traceparent(String value) {
            this.traceparent = value;
            return this;
        }

        public Object body() {
            return Map.of(
                    "customerId",
                    customer,
                    "items",
                    items,
                    "shippingAddress",
                    Map.of(
                            "name",
                            "Ada",
                            "street",
                            street,
                            "postalCode",
                            "10115",
                            "city",
                            "Berlin",
                            "country",
                            country));
        }

        public ValidatableResponse post() {
            var request = RestAssured.given().contentType(ContentType.JSON).body(body());
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            if (traceparent != null) {
                request.header("traceparent", traceparent);
            }
            return request.post("/orders").then();
        }
    }
}
