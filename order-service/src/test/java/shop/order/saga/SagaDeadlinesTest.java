package shop.order.saga;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.placed;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.order.OrderFixtures;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** Deadlines, at times the test chooses: sending again, giving up, and what operators can do. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class SagaDeadlinesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject
    SagaDeadlines deadlines;

    @Inject
    SagaStories stories;

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @ConfigProperty(name = "shop.operator-token")
    String token;

    /** Other tests' sagas are put to sleep, and the budget is full: what is woken is this test's. */
    @BeforeEach
    void alone() {
        OrderFixtures.publishCatalogue(batches);
        database.update("update saga set wake_at = 'infinity' where wake_at is not null");
        budget(100);
    }

    @Test
    void whatIsNotAnswered_isSentAgain_andAgain() {
        UUID order = placed();
        assertThat(deadlines.wake(Instant.now())).isZero();
        assertThat(deadlines.wake(Instant.now().plus(MINUTE))).isEqualTo(1);
        assertThat(deadlines.wake(Instant.now().plus(MINUTE))).isZero();
        assertThat(stories.owed(order))
                .containsExactlyInAnyOrder(
                        "OrderPlaced", "ReserveStock", "AuthorizePayment", "ReserveStock", "AuthorizePayment");
        assertThat(attempts(order)).containsOnly(1, 2);
        stories.tell("StockReserved", order);
        deadlines.wake(Instant.now().plus(MINUTE.multipliedBy(10)));
        assertThat(stories.owed(order).stream().filter("ReserveStock"::equals)).hasSize(2);
        assertThat(stories.owed(order).stream().filter("AuthorizePayment"::equals))
                .hasSize(3);
    }

    @Test
    void aTimeToWakeUp_isNotPutOff_beforeItHasCome() {
        UUID order = placed();
        Instant first = stories.wakeAt(order);
        stories.tellAll(order, "StockReserved", "PaymentAuthorized");
        // The next command's delay is drawn anew: it may end earlier than the first one's, and is kept then.
        assertThat(stories.wakeAt(order)).isBeforeOrEqualTo(first);
        assertThat(deadlines.wake(first)).isEqualTo(1);
        assertThat(stories.wakeAt(order)).isAfter(first);
    }

    @Test
    void twoReplicasLookingAtOnce_sendEachCommandAgainOnce() throws Exception {
        List<UUID> orders = SagaStories.many(40, OrderFixtures::placed);
        Instant later = Instant.now().plus(MINUTE);
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> deadlines.wake(later));
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> deadlines.wake(later));
        CompletableFuture.allOf(one, other).get(30, TimeUnit.SECONDS);
        assertThat(one.join() + other.join()).isEqualTo(40);
        for (UUID order : orders) {
            assertThat(stories.owed(order)).hasSize(5);
        }
    }

    @Test
    void aBacklog_isSentAgainNoFasterThanTheBudgetAllows() {
        List<UUID> orders = SagaStories.many(80, OrderFixtures::placed);
        Instant later = Instant.now().plus(MINUTE);
        budget(21);
        int woken = deadlines.wake(later);
        assertThat(woken)
                .as("as many as there are tokens, and what was refilled meanwhile")
                .isBetween(21, 60);
        long resent =
                orders.stream().filter(order -> stories.owed(order).size() == 5).count();
        assertThat(resent)
                .as("10 sagas of 2 commands, and what was refilled meanwhile")
                .isBetween(10L, 40L);
        assertThat(orders.stream().filter(order -> stories.logged(order) == 1)).hasSize((int) (80 - resent));
        assertThat(orders.stream().filter(order -> !stories.wakeAt(order).isAfter(later)))
                .as("the others stay due as they were")
                .hasSize(80 - woken);
    }

    @Test
    void withoutBudget_someAreWokenAllTheSame_andAllInTheEnd() {
        List<UUID> orders = SagaStories.many(3 * SagaDeadlines.FEWEST, OrderFixtures::placed);
        Instant later = Instant.now().plus(Duration.ofHours(25));
        for (int look = 0; look < 3; look++) {
            budget(0);
            assertThat(deadlines.wake(later)).isGreaterThanOrEqualTo(SagaDeadlines.FEWEST);
        }
        assertThat(orders).allSatisfy(order -> assertThat(stories.owed(order)).contains("ReleaseStock"));
    }

    @Test
    void anOrderTooOld_isGivenUp_whateverTheBudget() {
        UUID order = placed();
        budget(0);
        deadlines.wake(Instant.now().plus(Duration.ofHours(25)));
        assertThat(stories.owed(order)).contains("ReleaseStock", "VoidPayment");
        stories.tellAll(order, "StockReleased", "PaymentVoided");
        assertThat(stories.status(order)).isEqualTo("REJECTED EXPIRED");
    }

    @Test
    void anOrderPastThePivot_isNeverGivenUp() {
        UUID order = placed();
        stories.tellAll(order, "StockReserved", "PaymentAuthorized", "ShipmentArranged");
        deadlines.wake(Instant.now().plus(Duration.ofHours(25)));
        assertThat(stories.state(order)).isEqualTo("RUNNING");
        assertThat(stories.owed(order).stream().filter("CapturePayment"::equals))
                .hasSize(2);
    }

    @Test
    void aSagaThatCannotBeDecided_isSetAside_andTheOthersGoOn() {
        UUID broken = placed();
        UUID sound = placed();
        database.update(
                "update saga set memory = jsonb_set(memory::jsonb, '{version}', '99')::json where order_id = ?",
                broken);
        Instant later = Instant.now().plus(MINUTE);
        assertThat(deadlines.wake(later)).isEqualTo(2);
        assertThat(stories.owed(sound)).hasSize(5);
        assertThat(stories.wakeAt(broken)).isAfter(later);
        database.update(
                "update saga set memory = jsonb_set(memory::jsonb, '{version}', '1')::json where order_id = ?", broken);
    }

    @Test
    void aTechnicalFailure_asksForAttention_andAnOperatorRetries() {
        UUID order = placed();
        stories.tell("PaymentCommandFailed", order);
        operator()
                .get("/sagas?needsAttention=true&state=RUNNING")
                .then()
                .statusCode(200)
                .body("items.orderId", hasItem(order.toString()));
        operator().post("/sagas/" + order + "/retry").then().statusCode(202);
        assertThat(stories.owed(order).stream().filter("AuthorizePayment"::equals))
                .hasSize(2);
        stories.tell("PaymentAuthorized", order);
        given().get("/orders/" + order + "/saga").then().body("needsAttention", equalTo(false));
    }

    @Test
    void sagasAreListed_pageByPage() {
        placed();
        UUID newest = placed();
        String next = operator()
                .get("/sagas?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].orderId", equalTo(newest.toString()))
                .extract()
                .path("next");
        operator().get("/sagas?limit=1&cursor=" + next).then().statusCode(200).body("items", hasSize(1));
        operator().get("/sagas?limit=201").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aSagaThatHasEnded_cannotBeRetried_andOneThatIsNotThereNeither() {
        UUID order = placed();
        stories.tellAll(order, "StockRejected", "PaymentVoided");
        operator().post("/sagas/" + order + "/retry").then().statusCode(409).contentType("application/problem+json");
        operator()
                .post("/sagas/" + stories.unknownOrder() + "/retry")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void sagasAreForOperators() {
        given().get("/sagas").then().statusCode(401).contentType("application/problem+json");
        given().post("/sagas/" + placed() + "/retry").then().statusCode(401);
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + token);
    }

    private List<Integer> attempts(UUID order) {
        return database.query(
                "select attempt from outbox where message_key = ?", row -> row.getInt(1), order.toString());
    }

    private void budget(int tokens) {
        database.update("update resend_budget set tokens = ?, refilled_at = clock_timestamp()", (double) tokens);
    }
}
