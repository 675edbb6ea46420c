package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** A service that takes in three unfinished orders and no more. */
@QuarkusTest
@TestProfile(AdmissionTest.SmallDoor.class)
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class AdmissionTest {

    private static final String LOOKS_HELD_UP = """
            select count(*) from pg_stat_activity
             where wait_event_type = 'Lock' and query like '%as backlog%'
               and clock_timestamp() - query_start > ?::interval
            """;

    @Inject
    Backlog backlog;

    @Inject
    BatchConsumer batches;

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    public static class SmallDoor implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shop.admission.longest-backlog", "3", "shop.admission.look-every", "20ms");
        }
    }

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
        nothingIsUnfinished();
    }

    @AfterEach
    void nothingIsUnfinished() {
        // What an operator must look at is no part of the backlog.
        database.update("update saga set needs_attention = true where state in ('RUNNING', 'COMPENSATING')");
    }

    @Test
    void aBacklogAtItsLimit_refusesWithATime_untilItIsShorter() {
        eventually().untilAsserted(() -> order().statusCode(201));
        order().statusCode(201);
        order().statusCode(201);

        eventually()
                .untilAsserted(() -> order().statusCode(429)
                        .contentType("application/problem+json")
                        .header("Retry-After", equalTo("60"))
                        .body("title", equalTo("Too many orders"))
                        .body("detail", containsString("3 orders are unfinished. Nothing was done.")));
        RestAssured.get("/q/metrics")
                .then()
                .body(containsString("orders_refused_total"), containsString("orders_closed 1"));

        nothingIsUnfinished();
        eventually().untilAsserted(() -> order().statusCode(201));
    }

    /** As everything is under load; a door that then rests for long stays shut before an empty shop, or open to a full one. */
    @Test
    void aLookThatWasHeldUp_isFollowedByTheNextAsSoonAsAnyOther() throws SQLException {
        eventually().untilAsserted(() -> order().statusCode(429));
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table saga in access exclusive mode");
            eventually().until(() -> looksThatTook("2 seconds") == 1);
            other.commit();
        }
        eventually().until(() -> looksThatTook("0 seconds") == 0);
        nothingIsUnfinished();

        eventually().atMost(Duration.ofSeconds(10)).untilAsserted(() -> order().statusCode(201));
    }

    /** In an outage it is the first that go on waiting, whatever becomes of the others. */
    @Test
    void thoseThatHaveWaited_areCountedAmongThoseThatCame_andAgainWhileTheyWait() {
        eventually().untilAsserted(() -> order().statusCode(201));
        Instant between = Instant.now();
        order().statusCode(201);

        Backlog.Count both = backlog.count(between, Instant.EPOCH, new UUID(0, 0), 10);
        assertThat(both)
                .extracting(Backlog.Count::unfinished, Backlog.Count::waiting, Backlog.Count::stillWaiting)
                .containsExactly(2L, 1L, 0L);
        UUID newest = both.newest().orElseThrow();
        Backlog.Count later = backlog.count(Instant.now(), between, newest, 10);
        assertThat(later).isEqualTo(new Backlog.Count(2, 0, 2, 1, Optional.of(newest)));

        database.update("update saga set state = 'COMPLETED', wake_at = null where order_id = ?", newest);
        assertThat(backlog.count(Instant.now(), between, newest, 10))
                .as("the second has ended, the first waits")
                .isEqualTo(new Backlog.Count(1, 0, 1, 1, Optional.of(newest)));
    }

    private long looksThatTook(String atLeast) {
        return database.query(LOOKS_HELD_UP, row -> row.getLong(1), atLeast).getFirst();
    }

    private static ValidatableResponse order() {
        return anOrder().of(1, "SKU-1001").post();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }
}
