package shop.shipping;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static shop.shipping.ShippingFixtures.PARIS;
import static shop.shipping.ShippingFixtures.arrange;
import static shop.shipping.ShippingFixtures.arrangeWhereNobodyGoes;
import static shop.shipping.ShippingFixtures.batch;
import static shop.shipping.ShippingFixtures.cancel;
import static shop.shipping.ShippingFixtures.message;

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

/** {@code /shipments}: each answer, and each error as a problem. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = "shipping-service"))
@WithTestResource(KafkaResource.class)
class ShipmentResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer batches;

    @Test
    void anArrangedShipment_showsItsTrackingNumberAndNoAddress() {
        UUID order = Uuid7.next();
        carryOut(arrange(order));

        String body = given().get("/shipments/{orderId}", order)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("orderId", equalTo(order.toString()))
                .body("state", equalTo("ARRANGED"))
                .body("trackingNumber", equalTo(TrackingNumber.of(order)))
                .body("reason", nullValue())
                .extract()
                .asString();

        assertThat(body).doesNotContain(PARIS.name(), PARIS.street(), PARIS.postalCode(), PARIS.city());
    }

    @Test
    void aRejectedShipment_showsWhy() {
        UUID order = Uuid7.next();
        carryOut(arrangeWhereNobodyGoes(order));

        given().get("/shipments/{orderId}", order)
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"))
                .body("reason", equalTo("COUNTRY_NOT_SERVED"))
                .body("trackingNumber", nullValue());
    }

    @Test
    void aCancelledShipment_isShownAsSuch() {
        UUID order = Uuid7.next();
        carryOut(cancel(order));

        given().get("/shipments/{orderId}", order).then().statusCode(200).body("state", equalTo("CANCELLED"));
    }

    @Test
    void anOrderWithoutAShipment_is404() {
        UUID order = Uuid7.next();

        given().get("/shipments/{orderId}", order)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("status", equalTo(404))
                .body("detail", containsString(order.toString()));
    }

    @Test
    void whatIsNoOrderId_is404() {
        given().get("/shipments/not-an-id").then().statusCode(404).contentType(PROBLEM);
    }

    private void carryOut(ShippingCommand command) {
        batches.consume(batch(List.of(message(command))));
    }
}
