package shop.order;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.anOrder;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** A service that waits for its database no longer than a second. */
@QuarkusTest
@TestProfile(OrderOverdueTest.Impatient.class)
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class OrderOverdueTest {

    @Inject
    BatchConsumer batches;

    @Inject
    DataSource dataSource;

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shop.intake.patience", "1s");
        }
    }

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void anOverdueAnswer_isThatNothingIsKnown_andTheSameAgainIsTheSameOrder() throws SQLException {
        String key;
        try (Blocker blocker = new Blocker(dataSource)) {
            key = blocker.key();
            anOrder()
                    .of(1, "SKU-1001")
                    .key(key)
                    .post()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("1"))
                    .body("title", equalTo("Not known yet"))
                    .body("instance", equalTo("/orders"))
                    .body("detail", containsString("Send the same again"));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> anOrder()
                        .of(1, "SKU-1001")
                        .key(key)
                        .post()
                        .statusCode(201)
                        .header("Idempotent-Replayed", equalTo("true")));
    }
}
