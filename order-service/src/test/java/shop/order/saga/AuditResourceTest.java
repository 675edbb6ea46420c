package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.anOrder;
import static shop.order.OrderFixtures.placed;
import static shop.testkit.AuditClient.number;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.order.OrderFixtures;
import shop.testkit.AuditClient;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** {@code /audit}: the sums agree with one another, the pages hold every order once. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class AuditResourceTest {

    @Inject
    BatchConsumer batches;

    @Inject
    SagaStories stories;

    @ConfigProperty(name = "shop.operator-token")
    String token;

    private AuditClient audit;

    @BeforeEach
    void catalogue() {
        audit = new AuditClient(token);
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void theSumsAgree_withOneAnother() {
        Response before = audit.ask("/audit").extract().response();
        confirmed();
        placed();

        Response sums = audit.ask("/audit").extract().response();

        List<Integer> orders = sums.path("orders.count");
        List<Integer> sagas = sums.path("sagas.count");
        assertThat(orders.stream().mapToLong(Integer::longValue).sum())
                .isEqualTo(sagas.stream().mapToLong(Integer::longValue).sum());
        assertThat(number(sums, "confirmed.find { it.currency == 'EUR' }?.amount"))
                .isEqualTo(number(before, "confirmed.find { it.currency == 'EUR' }?.amount") + 1999);
        assertThat(number(sums, "needsAttention")).isEqualTo(number(before, "needsAttention"));
        assertThat(number(sums, "parked")).isEqualTo(number(before, "parked"));
    }

    @Test
    void anOrder_isShownWithItsSaga() {
        UUID confirmed = confirmed();
        UUID rejected = rejected();
        UUID pending = UUID.fromString(
                anOrder().of(2, "SKU-1002").by("customer-8").post().extract().path("orderId"));

        audit.chosen(confirmed)
                .body("items[0].status", equalTo("CONFIRMED"))
                .body("items[0].state", equalTo("COMPLETED"))
                .body("items[0].trackingNumber", equalTo("TRACK-1"))
                .body("items[0].endedAt", notNullValue());
        audit.chosen(rejected)
                .body("items[0].status", equalTo("REJECTED"))
                .body("items[0].reason", equalTo("OUT_OF_STOCK"))
                .body("items[0].state", equalTo("COMPENSATED"));
        audit.chosen(pending)
                .body("items[0].status", equalTo("PENDING"))
                .body("items[0].state", equalTo("RUNNING"))
                .body("items[0].customerId", equalTo("customer-8"))
                .body("items[0].total.amount", equalTo(1000))
                .body("items[0].items[0].quantity", equalTo(2))
                .body("items[0].endedAt", nullValue());
        audit.chosen(UUID.randomUUID()).body("items", hasSize(0));
    }

    @Test
    void thePages_holdEveryOrderOnce() {
        List<UUID> orders = SagaStories.many(7, OrderFixtures::placed);

        audit.expectEveryOrderOnce(orders);
    }

    @Test
    void sagas_areTold_asTheyEnd_eachOnce() {
        UUID early = placed();
        String now = audit.ask("/audit/orders?endedAfter=now").extract().path("next");
        UUID first = confirmed();
        UUID second = rejected();
        stories.tellAll(early, "PaymentAuthorized", "StockRejected", "PaymentVoided");
        UUID pending = placed();

        List<String> seen = new ArrayList<>();
        AtomicReference<String> cursor = new AtomicReference<>(now);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Response page = audit.ask("/audit/orders?limit=2&endedAfter=" + cursor.get())
                    .extract()
                    .response();
            seen.addAll(page.path("items.orderId"));
            cursor.set(page.path("next"));
            return seen.contains(early.toString());
        });

        assertThat(seen)
                .containsSubsequence(first.toString(), second.toString(), early.toString())
                .doesNotContain(pending.toString())
                .doesNotHaveDuplicates();
        audit.ask("/audit/orders?endedAfter=" + cursor.get()).body("items", hasSize(0));
    }

    @Test
    void whatIsNoPage_isRefused() {
        audit.expectRefusals("endedAfter=then");
    }

    @Test
    void whoIsNoOperator_isTurnedAway() {
        audit.expectOperatorsOnly();
    }

    private UUID confirmed() {
        UUID order = placed();
        stories.tellAll(
                order, "StockReserved", "PaymentAuthorized", "ShipmentArranged", "StockCommitted", "PaymentCaptured");
        return order;
    }

    private UUID rejected() {
        UUID order = placed();
        stories.tellAll(order, "PaymentAuthorized", "StockRejected", "PaymentVoided");
        return order;
    }
}
