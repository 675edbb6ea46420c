package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static shop.payment.PaymentFixtures.SERVICE;
import static shop.payment.PaymentFixtures.authorize;
import static shop.payment.PaymentFixtures.capture;
import static shop.payment.PaymentFixtures.undo;
import static shop.testkit.AuditClient.number;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.testkit.AuditClient;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;

/** {@code /audit}: the sums agree with one another, the pages hold every order once. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class AuditResourceTest {

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @ConfigProperty(name = "shop.operator-token")
    String token;

    private AuditClient audit;

    @BeforeEach
    void auditor() {
        audit = new AuditClient(token);
    }

    @Test
    void theSumsAgree_withOneAnother() {
        UUID paid = Uuid7.next();
        consume(authorize(paid, "customer-3", 700), capture(paid), authorize(Uuid7.next(), "customer-3", 1100));

        Response sums = audit.ask("/audit").extract().response();

        long customers = number(sums, "balances.find { it.currency == 'EUR' }.customers");
        long shop = number(sums, "balances.find { it.currency == 'EUR' }.shop");
        long bank = number(sums, "balances.find { it.currency == 'EUR' }.bank");
        assertThat(customers + shop + bank).isZero();
        assertThat(shop)
                .isEqualTo(number(sums, "payments.find { it.state == 'CAPTURED' }.amount"))
                .isGreaterThanOrEqualTo(700);
        assertThat(number(sums, "balances.find { it.currency == 'EUR' }.held"))
                .isEqualTo(number(sums, "payments.find { it.state == 'AUTHORIZED' }.amount"))
                .isGreaterThanOrEqualTo(1100);
        sums.then().body("differences", hasSize(0)).body("parked", equalTo(0));
    }

    @Test
    void anAccountThatDiffers_isNamedWithItsAmount() {
        database.update("update account set balance = balance - 5 where id = 'customer-77'");
        try {
            audit.ask("/audit")
                    .body("differences", hasSize(1))
                    .body("differences[0].accountId", equalTo("customer-77"))
                    .body("differences[0].currency", equalTo("EUR"))
                    .body("differences[0].balanceDifference", equalTo(-5))
                    .body("differences[0].heldDifference", equalTo(0));
        } finally {
            database.update("update account set balance = balance + 5 where id = 'customer-77'");
        }
    }

    @Test
    void aCapturedPayment_isShownWithWhatTheLedgerMoved() {
        UUID captured = Uuid7.next();
        UUID held = Uuid7.next();
        UUID tombstone = Uuid7.next();
        consume(
                authorize(captured, "customer-9", 1299),
                capture(captured),
                authorize(held, "customer-9", 5),
                undo(tombstone));

        audit.chosen(captured)
                .body("items[0].state", equalTo("CAPTURED"))
                .body("items[0].customerId", equalTo("customer-9"))
                .body("items[0].amount.amount", equalTo(1299))
                .body("items[0].amount.currency", equalTo("EUR"))
                .body("items[0].paid", equalTo(1299))
                .body("items[0].received", equalTo(1299));
        audit.chosen(held).body("items[0].state", equalTo("AUTHORIZED")).body("items[0].paid", equalTo(0));
        audit.chosen(tombstone).body("items[0].state", equalTo("VOIDED")).body("items[0].amount", nullValue());
        audit.chosen(Uuid7.next(), held, tombstone)
                .body("items.orderId", hasSize(2))
                .body("next", nullValue());
    }

    @Test
    void thePages_holdEveryOrderOnce() {
        List<UUID> orders = Stream.generate(Uuid7::next).limit(7).toList();
        orders.forEach(order -> consume(undo(order)));

        audit.expectEveryOrderOnce(orders);
    }

    @Test
    void whatIsNoPage_isRefused() {
        audit.expectRefusals();
    }

    @Test
    void whoIsNoOperator_isTurnedAway() {
        audit.expectOperatorsOnly();
    }

    private void consume(PaymentCommand... commands) {
        Polled polled = Polled.from("payment.commands");
        for (PaymentCommand command : commands) {
            polled.message(command.orderId(), PaymentFixtures.typeOf(command), command);
        }
        batches.consume(polled.batch());
    }
}
