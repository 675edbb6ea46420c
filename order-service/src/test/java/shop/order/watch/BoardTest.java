package shop.order.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.anOrder;
import static shop.order.OrderFixtures.placed;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.order.OrderFixtures;
import shop.order.saga.SagaStories;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** The board, and that a stream goes on from where it stands. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class BoardTest {

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @Inject
    SagaStories stories;

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void theNewestOrder_standsFirst_withItsSteps() {
        UUID order = placed();
        stories.tell("StockReserved", order);
        given().get("/board?limit=1")
                .then()
                .statusCode(200)
                .body("newest", hasSize(1))
                .body("newest[0].orderId", equalTo(order.toString()))
                .body("newest[0].customerId", equalTo("customer-1"))
                .body("newest[0].total.amount", equalTo(1999))
                .body("newest[0].status", equalTo("PENDING"))
                .body("newest[0].state", equalTo("RUNNING"))
                .body("newest[0].sequence", equalTo(2))
                .body("newest[0].needsAttention", equalTo(false))
                .body("newest[0].steps", hasSize(5))
                .body("newest[0].steps[0].step", equalTo("reserve-stock"))
                .body("newest[0].steps[0].stage", equalTo("hold"))
                .body("newest[0].steps[0].state", equalTo("DONE"))
                .body("newest[0].steps[1].state", equalTo("SENT"))
                .body("newest[0].steps[1].attempt", equalTo(1));
    }

    @Test
    void filters_chooseAmongTheNewest_andLeaveTheCounts() {
        String customer = "c-" + Uuid7.next();
        UUID rejected = UUID.fromString(
                anOrder().of(1, "SKU-1001").by(customer).post().extract().path("orderId"));
        stories.tellAll(rejected, "StockRejected", "PaymentVoided");
        UUID failing = placed();
        stories.tell("PaymentCommandFailed", failing);

        given().get("/board?customerId=" + customer)
                .then()
                .body("newest", hasSize(1))
                .body("newest[0].status", equalTo("REJECTED"))
                .body("newest[0].reason", equalTo("OUT_OF_STOCK"))
                .body("newest[0].state", equalTo("COMPENSATED"));
        given().get("/board?status=REJECTED").then().body("newest.status", everyItem(equalTo("REJECTED")));
        given().get("/board?needsAttention=true")
                .then()
                .body("newest[0].orderId", equalTo(failing.toString()))
                .body("newest.needsAttention", everyItem(equalTo(true)));
        JsonPath all = given().get("/board?limit=0").jsonPath();
        assertThat(counts(all)).isEqualTo(countsInTheDatabase());
        assertThat(all.getLong("needsAttention")).isEqualTo(one("select count(*) from saga where needs_attention"));
        assertThat(all.getLong("inFlight"))
                .isEqualTo(one("select count(*) from saga where state in ('RUNNING', 'COMPENSATING')"));
        given().get("/board?limit=201").then().statusCode(400);
    }

    @Test
    void boardAndStream_togetherCountEveryOrderOnce_whileOrdersComeAndGo() {
        CompletableFuture<Void> load = CompletableFuture.allOf(IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 15; i++) {
                        UUID order = placed();
                        stories.tellAll(order, "StockReserved", "PaymentAuthorized", "ShipmentArranged");
                    }
                }))
                .toArray(CompletableFuture[]::new));
        List<JsonPath> boards = new java.util.ArrayList<>();
        while (!load.isDone() || boards.isEmpty()) {
            boards.add(given().get("/board?limit=5")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath());
        }
        load.join();
        UUID mark = placed();
        Map<String, Long> inTheEnd = countsInTheDatabase();

        // As many as tell something, from the whole time.
        int every = Math.max(1, boards.size() / 10);
        for (int i = 0; i < boards.size(); i += every) {
            Map<String, Long> counts = counts(boards.get(i));
            try (Listener listener =
                    Listener.to("/events?after=" + boards.get(i).getString("cursor"))) {
                listener.await(
                        "the mark",
                        events -> events.stream()
                                .anyMatch(event -> event.orderId().equals(mark.toString())));
                listener.events().forEach(event -> count(counts, event));
            }
            assertThat(counts).as("from " + boards.get(i).getString("cursor")).isEqualTo(inTheEnd);
        }
    }

    private static void count(Map<String, Long> counts, Listener.Event event) {
        if (event.data().path("event").asText().equals("STARTED")) {
            counts.merge("PENDING", 1L, Long::sum);
        }
        if (event.data().has("status")) {
            counts.merge("PENDING", -1L, Long::sum);
            counts.merge(event.data().path("status").asText(), 1L, Long::sum);
        }
    }

    private static Map<String, Long> counts(JsonPath board) {
        Map<String, Long> counts = new HashMap<>();
        board.<String, Number>getMap("counts").forEach((status, count) -> counts.put(status, count.longValue()));
        return counts;
    }

    private Map<String, Long> countsInTheDatabase() {
        Map<String, Long> counts =
                new HashMap<>(Map.of("PENDING", 0L, "CONFIRMED", 0L, "REJECTED", 0L, "CANCELLED", 0L));
        database.query(
                "select status, count(*) from orders group by status",
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private long one(String sql) {
        return database.query(sql, row -> row.getLong(1)).getFirst();
    }
}
