package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static shop.inventory.InventoryFixtures.SERVICE;
import static shop.inventory.InventoryFixtures.batch;
import static shop.inventory.InventoryFixtures.commit;
import static shop.inventory.InventoryFixtures.item;
import static shop.inventory.InventoryFixtures.release;
import static shop.inventory.InventoryFixtures.reserve;
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
        UUID settled = Uuid7.next();
        batches.consume(batch(
                reserve(settled, item(3, "SKU-1003")), commit(settled), reserve(Uuid7.next(), item(2, "SKU-1003"))));

        Response sums = audit.ask("/audit").extract().response();

        assertThat(number(sums, "stock.received"))
                .isEqualTo(number(sums, "stock.onHand") + number(sums, "stock.committed"));
        assertThat(number(sums, "stock.committed")).isGreaterThanOrEqualTo(3);
        assertThat(number(sums, "stock.reserved")).isGreaterThanOrEqualTo(2);
        assertThat(number(sums, "reservations.find { it.state == 'COMMITTED' }.count"))
                .isPositive();
        sums.then().body("differences", hasSize(0)).body("parked", equalTo(0));
    }

    @Test
    void aProductThatDiffers_isNamedWithItsPieces() {
        database.update("update stock set received = received + 4, on_hand = on_hand + 4 where sku = 'SKU-1009'");
        try {
            audit.ask("/audit")
                    .body("differences", hasSize(1))
                    .body("differences[0].sku", equalTo("SKU-1009"))
                    .body("differences[0].receivedDifference", equalTo(4))
                    .body("differences[0].reservedDifference", equalTo(0));
        } finally {
            database.update("update stock set received = received - 4, on_hand = on_hand - 4 where sku = 'SKU-1009'");
        }
    }

    @Test
    void aReservation_isShownWithItsItems() {
        UUID reserved = Uuid7.next();
        UUID tombstone = Uuid7.next();
        batches.consume(batch(reserve(reserved, item(2, "SKU-1002"), item(1, "SKU-1001")), release(tombstone)));

        audit.chosen(reserved)
                .body("items[0].state", equalTo("RESERVED"))
                .body("items[0].items.sku", equalTo(List.of("SKU-1001", "SKU-1002")))
                .body("items[0].items.quantity", equalTo(List.of(1, 2)));
        audit.chosen(tombstone).body("items[0].state", equalTo("RELEASED")).body("items[0].items", hasSize(0));
        audit.chosen(Uuid7.next(), reserved, tombstone)
                .body("items.orderId", hasSize(2))
                .body("next", nullValue());
    }

    @Test
    void thePages_holdEveryOrderOnce() {
        List<UUID> orders = Stream.generate(Uuid7::next).limit(7).toList();
        orders.forEach(order -> batches.consume(batch(release(order))));

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
}
