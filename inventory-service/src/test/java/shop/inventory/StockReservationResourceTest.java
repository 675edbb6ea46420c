package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static shop.inventory.InventoryFixtures.SERVICE;
import static shop.inventory.InventoryFixtures.batch;
import static shop.inventory.InventoryFixtures.item;
import static shop.inventory.InventoryFixtures.release;
import static shop.inventory.InventoryFixtures.reserve;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class StockReservationResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer batches;

    @Test
    void aReservation_isShownWithItsItems() {
        UUID order = Uuid7.next();
        batches.consume(batch(reserve(order, item(2, "SKU-1002"), item(1, "SKU-1001"))));
        given().get("/reservations/{id}", order)
                .then()
                .statusCode(200)
                .body("orderId", equalTo(order.toString()))
                .body("state", equalTo("RESERVED"))
                .body("items.sku", equalTo(List.of("SKU-1001", "SKU-1002")))
                .body("items.quantity", equalTo(List.of(1, 2)))
                .body("reason", nullValue());
    }

    @Test
    void aRejectedReservation_saysWhy() {
        UUID order = Uuid7.next();
        batches.consume(batch(reserve(order, item(1, "SKU-1001"), item(1, "SKU-SOLD-OUT"))));
        given().get("/reservations/{id}", order)
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"))
                .body("reason", equalTo("OUT_OF_STOCK"))
                .body("sku", equalTo("SKU-SOLD-OUT"));
    }

    @Test
    void aTombstone_isAReleasedReservationOfNothing() {
        UUID order = Uuid7.next();
        batches.consume(batch(release(order)));
        given().get("/reservations/{id}", order)
                .then()
                .statusCode(200)
                .body("state", equalTo("RELEASED"))
                .body("items", hasSize(0));
    }

    @Test
    void anUnknownOrder_isNotFound() {
        given().get("/reservations/{id}", Uuid7.next())
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("status", equalTo(404))
                .body("detail", containsString("No reservation of order"));
    }

    @Test
    void whatIsNoOrderId_isNotFound() {
        given().get("/reservations/{id}", "not-a-uuid").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void anotherMethod_isNotAllowed() {
        given().delete("/reservations/{id}", Uuid7.next())
                .then()
                .statusCode(405)
                .contentType(PROBLEM);
    }
}
