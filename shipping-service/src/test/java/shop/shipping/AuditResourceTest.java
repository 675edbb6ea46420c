package shop.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static shop.shipping.ShippingFixtures.arrange;
import static shop.shipping.ShippingFixtures.arrangeWhereNobodyGoes;
import static shop.shipping.ShippingFixtures.batch;
import static shop.shipping.ShippingFixtures.cancel;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.AuditClient;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** {@code /audit}: the sums agree with one another, the pages hold every order once. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = "shipping-service"))
@WithTestResource(KafkaResource.class)
class AuditResourceTest {

    @Inject
    BatchConsumer batches;

    @ConfigProperty(name = "shop.operator-token")
    String token;

    private AuditClient audit;

    @BeforeEach
    void auditor() {
        audit = new AuditClient(token);
    }

    @Test
    void theCounts_areOfEachState() {
        long before = arranged();
        carryOut(arrange(Uuid7.next()), arrange(Uuid7.next()), cancel(Uuid7.next()));

        assertThat(arranged()).isEqualTo(before + 2);
        audit.ask("/audit").body("parked", equalTo(0));
    }

    @Test
    void aShipment_isShownWithItsTrackingNumberAndNoAddress() {
        UUID arranged = Uuid7.next();
        UUID rejected = Uuid7.next();
        carryOut(arrange(arranged), arrangeWhereNobodyGoes(rejected));

        String body = audit.chosen(arranged)
                .body("items[0].state", equalTo("ARRANGED"))
                .body("items[0].trackingNumber", equalTo(TrackingNumber.of(arranged)))
                .extract()
                .asString();
        assertThat(body).doesNotContain(ShippingFixtures.PARIS.street());
        audit.chosen(rejected)
                .body("items[0].state", equalTo("REJECTED"))
                .body("items[0].reason", equalTo("COUNTRY_NOT_SERVED"));
        audit.chosen(Uuid7.next(), arranged, rejected)
                .body("items.orderId", hasSize(2))
                .body("next", nullValue());
    }

    @Test
    void thePages_holdEveryOrderOnce() {
        List<UUID> orders = Stream.generate(Uuid7::next).limit(7).toList();
        orders.forEach(order -> carryOut(cancel(order)));

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

    private void carryOut(ShippingCommand... commands) {
        batches.consume(batch(Stream.of(commands).map(ShippingFixtures::message).toList()));
    }

    private long arranged() {
        Number count = audit.ask("/audit").extract().path("shipments.find { it.state == 'ARRANGED' }?.count");
        return count == null ? 0 : count.longValue();
    }
}
