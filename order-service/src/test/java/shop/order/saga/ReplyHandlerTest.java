package shop.order.saga;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.placed;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;
import shop.order.OrderFixtures;
import shop.testkit.BrokenConnection;
import shop.testkit.Contracts;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** The saga's shell behind the batch consumer, on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class ReplyHandlerTest {

    private static final List<String> PLACED = List.of("OrderPlaced", "ReserveStock", "AuthorizePayment");

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    SagaStories stories;

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void everyoneAgrees_confirmsAndCompletes() {
        UUID order = placed();
        stories.tellAll(order, "StockReserved", "PaymentAuthorized");
        assertThat(stories.owed(order)).endsWith("ArrangeShipment");
        assertThat(stories.status(order)).isEqualTo("PENDING");
        stories.tell("ShipmentArranged", order);
        assertThat(stories.status(order)).isEqualTo("CONFIRMED");
        assertThat(stories.state(order)).isEqualTo("RUNNING");
        assertThat(stories.owed(order)).contains("CapturePayment", "CommitStock", "OrderConfirmed");
        stories.tellAll(order, "StockCommitted", "PaymentCaptured");
        assertThat(stories.state(order)).isEqualTo("COMPLETED");
        assertThat(stories.logged(order)).isEqualTo(6);
    }

    @Test
    void everyMessageOwed_keepsItsContract_andNamesItsCauseAndStep() {
        UUID order = placed();
        stories.tellAll(order, "StockReserved", "PaymentAuthorized", "ShipmentArranged");
        database.query(
                        """
                        select type, payload, topic, step, causation_id, traceparent from outbox where message_key = ?
                        """,
                        row -> {
                            Contracts.validate(row.getString(1), row.getString(2));
                            assertThat(row.getString(3)).isEqualTo(Contracts.topic(row.getString(1)));
                            assertThat(row.getString(4) != null)
                                    .isEqualTo(row.getString(3).endsWith(".commands"));
                            assertThat(row.getString(6)).startsWith("00-");
                            return row.getString(5) != null;
                        },
                        order.toString())
                .forEach(caused -> assertThat(caused).isNotNull());
    }

    @Test
    void paymentDeclined_releasesStock_andRejects() {
        UUID order = placed();
        stories.tellAll(order, "StockReserved", "PaymentDeclined");
        assertThat(stories.state(order)).isEqualTo("COMPENSATING");
        assertThat(stories.status(order)).isEqualTo("PENDING");
        assertThat(stories.owed(order)).contains("ReleaseStock").doesNotContain("VoidPayment");
        stories.tell("StockReleased", order);
        assertThat(stories.state(order)).isEqualTo("COMPENSATED");
        assertThat(stories.status(order)).isEqualTo("REJECTED INSUFFICIENT_FUNDS");
        assertThat(stories.owed(order)).endsWith("OrderRejected");
    }

    @Test
    void shipmentRejected_undoesBothHolds_andRejects() {
        UUID order = placed();
        stories.tellAll(order, "StockReserved", "PaymentAuthorized", "ShipmentRejected");
        assertThat(stories.owed(order)).contains("ReleaseStock", "VoidPayment");
        stories.tellAll(order, "StockReleased", "PaymentVoided");
        assertThat(stories.status(order)).isEqualTo("REJECTED COUNTRY_NOT_SERVED");
    }

    @Test
    void cancelRacesTheShipment_andOneOfThemWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID order = placed();
            stories.tellAll(order, "StockReserved", "PaymentAuthorized");
            CompletableFuture<Integer> cancel = CompletableFuture.supplyAsync(
                    () -> given().post("/orders/" + order + "/cancel").statusCode());
            CompletableFuture<Void> arranged =
                    CompletableFuture.runAsync(() -> stories.tell("ShipmentArranged", order));
            CompletableFuture.allOf(cancel, arranged).get(30, TimeUnit.SECONDS);
            if (cancel.join() == 202) {
                assertThat(stories.owed(order)).contains("CancelShipment", "ReleaseStock", "VoidPayment");
                stories.tellAll(order, "ShipmentCancelled", "StockReleased", "PaymentVoided");
                assertThat(stories.status(order)).isEqualTo("CANCELLED");
            } else {
                assertThat(cancel.join()).isEqualTo(409);
                assertThat(stories.status(order)).isEqualTo("CONFIRMED");
            }
        }
    }

    @Test
    void cancelIsRefused_pastThePivot_andWhenRejected() {
        UUID confirmed = placed();
        stories.tellAll(confirmed, "StockReserved", "PaymentAuthorized", "ShipmentArranged");
        UUID rejected = placed();
        stories.tell("StockRejected", rejected);
        for (UUID order : List.of(confirmed, rejected)) {
            given().post("/orders/" + order + "/cancel").then().statusCode(409).contentType("application/problem+json");
        }
    }

    @Test
    void aDuplicate_andAStaleReply_changeNothing() {
        UUID order = placed();
        UUID message = Uuid7.next();
        ConsumerRecords<String, String> twice = Polled.from("inventory.events")
                .message(message, order, SagaStories.type("StockReserved"), bodyOf("StockReserved", order))
                .message(message, order, SagaStories.type("StockReserved"), bodyOf("StockReserved", order))
                .batch();
        batches.consume(twice);
        batches.consume(twice);
        stories.tell("StockReserved", order);
        assertThat(stories.logged(order)).isEqualTo(2);
        assertThat(stories.owed(order)).containsExactlyInAnyOrderElementsOf(PLACED);
    }

    @Test
    void severalRepliesOfOneOrder_inOneBatch_areDecidedInOrder() {
        UUID order = placed();
        stories.tell("StockReserved", order);
        Polled polled = Polled.from("payment.events");
        SagaStories.add(polled, "PaymentCommandFailed", order);
        SagaStories.add(polled, "PaymentAuthorized", order);
        batches.consume(polled.batch());
        assertThat(stories.logged(order)).isEqualTo(4);
        assertThat(stories.owed(order)).endsWith("ArrangeShipment");
    }

    @Test
    void poisonInTheMiddleOfABatch_isParkedAlone() {
        UUID before = placed();
        UUID malformed = placed();
        UUID illegal = placed();
        UUID unknown = stories.unknownOrder();
        UUID after = placed();
        Polled polled = Polled.from("inventory.events");
        SagaStories.add(polled, "StockReserved", before);
        polled.message(Uuid7.next(), malformed, SagaStories.type("StockReserved"), "{\"orderId\": 1");
        SagaStories.add(polled, "StockCommitted", illegal);
        SagaStories.add(polled, "StockReserved", unknown);
        SagaStories.add(polled, "StockReserved", after);
        batches.consume(polled.batch());
        for (UUID order : List.of(before, after)) {
            assertThat(stories.logged(order)).isEqualTo(2);
        }
        for (UUID poison : List.of(malformed, illegal, unknown)) {
            assertThat(database.query(
                            "select error from parked where message_key = ?",
                            row -> row.getString(1),
                            poison.toString()))
                    .hasSize(1);
        }
    }

    @Test
    void aConnectionLostInTheMiddleOfABatch_costsNothingButTime() {
        UUID order = placed();
        BrokenConnection.during(
                dataSource,
                "select 1 from saga where order_id = '" + order + "' for update",
                () -> stories.tell("StockReserved", order));
        assertThat(stories.logged(order)).isEqualTo(2);
    }

    @Test
    void aBatchOf500_takesAsManyStatementsAsOneOf10() {
        mixedBatch(10).run();
        Runnable small = mixedBatch(10);
        Runnable large = mixedBatch(500);
        int forSmall = StatementCounter.countIn(small);
        int forLarge = StatementCounter.countIn(large);
        assertThat(forLarge).isEqualTo(forSmall).isLessThan(12);
    }

    /** Answers that lead on, that confirm, and that come too late. */
    private Runnable mixedBatch(int size) {
        List<UUID> orders = SagaStories.many(size, OrderFixtures::placed);
        Polled reserved = Polled.from("inventory.events");
        Polled authorized = Polled.from("payment.events");
        Polled arranged = Polled.from("shipping.events");
        for (UUID order : orders) {
            SagaStories.add(reserved, "StockReserved", order);
            SagaStories.add(authorized, "PaymentAuthorized", order);
            SagaStories.add(arranged, "ShipmentArranged", order);
        }
        batches.consume(reserved.batch());
        batches.consume(authorized.batch());
        return () -> batches.consume(arranged.batch());
    }

    private static String bodyOf(String event, UUID order) {
        return JsonBody.write(SagaStories.body(event, order));
    }
}
