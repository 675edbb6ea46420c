package shop.payment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static shop.payment.PaymentFixtures.SERVICE;
import static shop.payment.PaymentFixtures.authorize;
import static shop.payment.PaymentFixtures.undo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class PaymentResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer batches;

    @Test
    void aPayment_isShownWithoutItsCustomer() {
        UUID order = Uuid7.next();
        consume(authorize(order, "customer-7", 1299));
        given().get("/payments/{id}", order)
                .then()
                .statusCode(200)
                .body("orderId", equalTo(order.toString()))
                .body("state", equalTo("AUTHORIZED"))
                .body("amount.amount", equalTo(1299))
                .body("amount.currency", equalTo("EUR"))
                .body("reason", nullValue())
                .body(not(containsString("customer-7")));
    }

    @Test
    void aDeclinedPayment_saysWhy() {
        UUID order = Uuid7.next();
        consume(authorize(order, "customer-poor", 1));
        given().get("/payments/{id}", order)
                .then()
                .statusCode(200)
                .body("state", equalTo("DECLINED"))
                .body("reason", equalTo("INSUFFICIENT_FUNDS"));
    }

    @Test
    void aTombstone_isAVoidedPaymentOfNoAmount() {
        UUID order = Uuid7.next();
        consume(undo(order));
        given().get("/payments/{id}", order)
                .then()
                .statusCode(200)
                .body("state", equalTo("VOIDED"))
                .body("amount", nullValue());
    }

    @Test
    void anUnknownOrder_isNotFound() {
        given().get("/payments/{id}", Uuid7.next())
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("status", equalTo(404))
                .body("detail", containsString("No payment of order"));
    }

    @Test
    void whatIsNoOrderId_isNotFound() {
        given().get("/payments/{id}", "not-a-uuid").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void anotherMethod_isNotAllowed() {
        given().delete("/payments/{id}", Uuid7.next()).then().statusCode(405).contentType(PROBLEM);
    }

    private void consume(PaymentCommand command) {
        batches.consume(Polled.from("payment.commands")
                .message(command.orderId(), PaymentFixtures.typeOf(command), command)
                .batch());
    }
}
