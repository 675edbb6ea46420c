package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.anOrder;
import static shop.order.OrderFixtures.placed;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class OrderResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String ownerName;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownerPassword;

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    /** As when PostgreSQL shuts down between an order's last statement and its commit. */
    @Test
    void aCommitThatFails_isUnavailable_andNothingWasDone() throws SQLException {
        String key = Uuid7.next().toString();
        try (Connection owner = DriverManager.getConnection(url, ownerName, ownerPassword);
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    create function shut_down() returns trigger language plpgsql as $$
                    begin
                      raise exception 'terminating connection due to administrator command' using errcode = '57P01';
                    end $$;
                    create constraint trigger shut_down after insert on idempotency_key deferrable initially deferred
                       for each row execute function shut_down()
                    """);
            try {
                anOrder()
                        .of(1, "SKU-1001")
                        .key(key)
                        .post()
                        .statusCode(503)
                        .contentType(PROBLEM)
                        .header("Retry-After", equalTo("1"));
            } finally {
                statement.execute("drop trigger shut_down on idempotency_key; drop function shut_down");
            }
        }
        anOrder().of(1, "SKU-1001").key(key).post().statusCode(201).header("Idempotent-Replayed", nullValue());
    }

    @Test
    void anOrderIsAccepted_pricedFromTheCatalogue() {
        String location = anOrder()
                .of(2, "SKU-1001")
                .of(1, "SKU-1002")
                .post()
                .statusCode(201)
                .body("status", equalTo("PENDING"))
                .body("customerId", equalTo("customer-1"))
                .body("total.amount", equalTo(4498))
                .body("total.currency", equalTo("EUR"))
                .body("items", hasSize(2))
                .body("items[0].unitPrice.amount", equalTo(1999))
                .body("$", not(containsString("Some Street")))
                .extract()
                .header("Location");
        given().get(location)
                .then()
                .statusCode(200)
                .body("total.amount", equalTo(4498))
                .body("items[1].sku", equalTo("SKU-1002"))
                .body("reason", nullValue());
    }

    @Test
    void anAcceptedOrder_owesItsFirstCommandsAndItsNews_andNoAddress() {
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String id = anOrder()
                .of(1, "SKU-1001")
                .traceparent(traceparent)
                .post()
                .statusCode(201)
                .extract()
                .path("orderId");
        List<List<String>> owed = database.query(
                "select topic, type, traceparent, payload from outbox where message_key = ? order by topic",
                row -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                id);
        assertThat(owed)
                .extracting(List::getFirst)
                .containsExactly("inventory.commands", "order.events", "payment.commands");
        assertThat(owed).allSatisfy(message -> {
            assertThat(message.get(2)).isEqualTo(traceparent);
            assertThat(message.get(3)).doesNotContain("Some Street");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | 400",
                "{                                   | 400",
                "[]                                  | 400",
                "{}                                  | 400",
                "{\"customerId\": {}, \"items\": 1}  | 400"
            })
    void whatIsNoOrder_isRefusedAsAProblem(String body, int status) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/orders")
                .then()
                .statusCode(status)
                .contentType(PROBLEM);
    }

    @Test
    void anOrderOutOfBounds_isRefusedAsAProblem() {
        OrderFixtures.Builder tooMany = anOrder();
        IntStream.range(0, 51).forEach(i -> tooMany.of(1, "SKU-" + i));
        List<OrderFixtures.Builder> outOfBounds = List.of(
                anOrder(),
                tooMany,
                anOrder().of(0, "SKU-1001"),
                anOrder().of(1001, "SKU-1001"),
                anOrder().of(1, "SKU-1001").of(1, "SKU-1001"),
                anOrder().of(1, "no such form"),
                anOrder().of(1, "SKU-1001").by("x".repeat(65)),
                anOrder().of(1, "SKU-1001").by(""),
                anOrder().of(1, "SKU-1001").to("XX"),
                anOrder().of(1, "SKU-1001").to("Germany"),
                anOrder().of(1, "SKU-1001").street(" "),
                anOrder().of(1, "SKU-1001").street("x".repeat(201)),
                anOrder().of(1, "SKU-1001").street("a\u0000b"),
                anOrder().of(1, "SKU-1001").key("x".repeat(129)),
                anOrder().of(1, "SKU-1001").key("with space"));
        for (OrderFixtures.Builder order : outOfBounds) {
            order.post().statusCode(400).contentType(PROBLEM).body("violations", not(hasSize(0)));
        }
    }

    @Test
    void whatCannotBePriced_isUnprocessable() {
        anOrder()
                .of(1, "SKU-1001")
                .of(1, "SKU-9999")
                .post()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("title", equalTo("Unknown product"))
                .body("detail", containsString("SKU-9999"));
        anOrder()
                .of(1, "SKU-1001")
                .of(1, "SKU-USD")
                .post()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("title", equalTo("Mixed currencies"));
    }

    @Test
    void theDearestOrderThereIs_doesNotOverflow() {
        OrderFixtures.publish(batches, "SKU-DEAR", 100_000_000_000L, "EUR", 1);
        anOrder().of(1000, "SKU-DEAR").post().statusCode(201).body("total.amount", equalTo(100_000_000_000_000L));
    }

    @Test
    void theSameKeyAndRequest_giveTheSameOrder() {
        String key = Uuid7.next().toString();
        ValidatableResponse first = anOrder().of(1, "SKU-1001").key(key).post().statusCode(201);
        assertThat(first.extract().header("Idempotent-Replayed")).isNull();
        String location = first.extract().header("Location");
        anOrder()
                .of(1, "SKU-1001")
                .key(key)
                .post()
                .statusCode(201)
                .header("Location", equalTo(location))
                .header("Idempotent-Replayed", equalTo("true"))
                .body("orderId", equalTo(first.extract().path("orderId")));
        anOrder().of(2, "SKU-1001").key(key).post().statusCode(422).contentType(PROBLEM);
        anOrder().of(1, "SKU-9999").key(key).post().statusCode(422).contentType(PROBLEM);
        anOrder()
                .of(1, "SKU-1001")
                .key(key)
                .by("customer-2")
                .post()
                .statusCode(201)
                .header("Location", not(equalTo(location)));
    }

    @Test
    void aRefusedRequest_doesNotUseItsKeyUp() {
        String key = Uuid7.next().toString();
        String sku = "SKU-" + key;
        anOrder().of(1, sku).key(key).post().statusCode(422);
        OrderFixtures.publish(batches, sku, 5, "EUR", 1);
        anOrder().of(1, sku).key(key).post().statusCode(201);
    }

    @Test
    void theSameRequestManyTimesAtOnce_isPlacedOnce() {
        String customer = "c-" + Uuid7.next();
        List<CompletableFuture<String>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> anOrder()
                        .of(1, "SKU-1001")
                        .by(customer)
                        .key("once")
                        .post()
                        .statusCode(201)
                        .extract()
                        .<String>path("orderId")))
                .toList();
        Set<String> ids =
                new HashSet<>(answers.stream().map(CompletableFuture::join).toList());
        assertThat(ids).hasSize(1);
        given().queryParam("customerId", customer).get("/orders").then().body("items", hasSize(1));
    }

    @Test
    void ordersAreListed_newestFirst_pageByPage() {
        String customer = "c-" + Uuid7.next();
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(anOrder().of(1, "SKU-1001").by(customer).post().extract().path("orderId"));
        }
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            var request = given().queryParam("customerId", customer)
                    .queryParam("status", "PENDING")
                    .queryParam("limit", 2);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            ValidatableResponse page = request.get("/orders").then().statusCode(200);
            listed.addAll(page.extract().<List<String>>path("items.orderId"));
            cursor = page.extract().path("next");
        } while (cursor != null);
        assertThat(listed).isEqualTo(placed.reversed());
        given().queryParam("customerId", customer)
                .queryParam("status", "CONFIRMED")
                .get("/orders")
                .then()
                .body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, 400", "limit=201, 400", "customerId=a%20b, 400"})
    void aListOutOfBounds_isRefusedAsAProblem(String query, int status) {
        given().urlEncodingEnabled(false)
                .get("/orders?" + query)
                .then()
                .statusCode(status)
                .contentType(PROBLEM);
    }

    @Test
    void whatIsNotThere_isNotFound() {
        for (String path : List.of("", "/saga")) {
            given().get("/orders/" + UUID.randomUUID() + path)
                    .then()
                    .statusCode(404)
                    .contentType(PROBLEM);
        }
        given().post("/orders/" + UUID.randomUUID() + "/cancel")
                .then()
                .statusCode(404)
                .contentType(PROBLEM);
        given().get("/orders/no-id").then().statusCode(404);
    }

    @Test
    void aPendingOrderIsCancelled_againAndAgain() {
        UUID order = placed();
        for (int i = 0; i < 2; i++) {
            given().post("/orders/" + order + "/cancel").then().statusCode(202);
        }
        given().get("/orders/" + order + "/saga")
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPENSATING"))
                .body("definition", equalTo("place-order"))
                .body("version", equalTo(1))
                .body("history", hasSize(2))
                .body("history[1].event", equalTo("CANCEL_REQUESTED"))
                .body("history[1].sends[0].command", equalTo("ReleaseStock"));
    }

    @Test
    void aNewSaga_showsWhatIsDone_whatIsToCome_andWhatWouldBeUndone() {
        given().get("/orders/" + placed() + "/saga")
                .then()
                .statusCode(200)
                .body("state", equalTo("RUNNING"))
                .body("needsAttention", equalTo(false))
                .body("steps", hasSize(5))
                .body("steps[0].step", equalTo("reserve-stock"))
                .body("steps[0].state", equalTo("SENT"))
                .body("steps[0].attempt", equalTo(1))
                .body("stepsToCome", equalTo(List.of("arrange-shipment", "capture-payment", "commit-stock")))
                .body("wouldUndo", equalTo(List.of("ReleaseStock", "VoidPayment")))
                .body("history[0].sequence", equalTo(1))
                .body("history[0].event", equalTo("STARTED"));
    }

    @Test
    void readiness_tellsOfTheCatalogue() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void productsAreListed() {
        given().queryParam("limit", 1)
                .queryParam("cursor", "SKU-1001")
                .get("/products")
                .then()
                .statusCode(200)
                .body("items[0].sku", equalTo("SKU-1002"))
                .body("items[0].price.amount", equalTo(500))
                .body("next", endsWith("1002"));
        given().queryParam("limit", 0).get("/products").then().statusCode(400).contentType(PROBLEM);
    }
}
