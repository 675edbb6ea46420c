package shop.order.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.placed;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.order.OrderFixtures;
import shop.order.saga.SagaStories;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** What listeners are told, over HTTP. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class StreamsTest {

    private static final String[] HAPPY = {
        "StockReserved", "PaymentAuthorized", "ShipmentArranged", "StockCommitted", "PaymentCaptured"
    };

    /** How much a stalled listener lacks in the end: more than is kept for it, and than the connection takes. */
    private static final int BULKY_ENTRIES = 3_000;

    private static final int BULK = 10_000;

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    SagaStories stories;

    @Inject
    SagaFeed feed;

    @Inject
    WatchConfig config;

    private final List<Listener> listeners = new ArrayList<>();

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    /** The limit counts all streams: the next test begins when this one's have gone. */
    @AfterEach
    void everybodyLeaves() {
        listeners.forEach(Listener::close);
        Awaitility.await("no stream is left").atMost(Duration.ofSeconds(60)).until(() -> !feed.isReading());
    }

    @Test
    void oneOrder_isToldFromItsFirstEntryToItsLast_andThenTheStreamEnds() {
        UUID order = placed();
        stories.tell("StockReserved", order);
        Listener listener = listen("/orders/" + order + "/events", null);
        listener.await("the history", events -> events.size() == 2);
        stories.tellAll(order, "PaymentAuthorized", "ShipmentArranged", "StockCommitted", "PaymentCaptured");
        listener.awaitEnd();

        List<Listener.Event> told = listener.events();
        assertThat(told).extracting(Listener.Event::name).containsExactly("", "", "", "", "", "", "end");
        assertThat(told.subList(0, 6)).extracting(Listener.Event::id).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(told.getFirst().data().path("customerId").asText()).isEqualTo("customer-1");
        assertThat(told.getFirst().data().path("total").path("amount").asLong()).isEqualTo(1999);
        assertThat(told.getFirst().data().path("items").asInt()).isEqualTo(1);
        assertThat(told.getFirst().data().path("sends").path(0).path("command").asText())
                .isEqualTo("ReserveStock");
        assertThat(told.get(1).data().has("customerId")).isFalse();
        assertThat(told.get(3).data().path("status").asText()).isEqualTo("CONFIRMED");
    }

    @Test
    void whoComesAgain_isToldTheRest_andInTheEndThatThereIsNone() {
        UUID order = placed();
        stories.tellAll(order, HAPPY);
        Listener rest = listen("/orders/" + order + "/events", "4");
        rest.awaitEnd();
        assertThat(rest.events()).extracting(Listener.Event::id).startsWith("5", "6");
        given().header("Last-Event-ID", "6")
                .get("/orders/" + order + "/events")
                .then()
                .statusCode(204);
    }

    @Test
    void whatCannotBeStreamed_isAProblem() {
        given().get("/orders/" + UUID.randomUUID() + "/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        UUID order = placed();
        given().header("Last-Event-ID", "x")
                .get("/orders/" + order + "/events")
                .then()
                .statusCode(400);
        for (String cursor : List.of("x", "999999999999", "-1")) {
            given().header("Last-Event-ID", cursor)
                    .get("/events")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        given().get("/events?from=then").then().statusCode(400);
    }

    @Test
    void allOrders_areToldOnce_whereverTheListenerWasInterrupted() {
        List<UUID> orders = new ArrayList<>();
        Listener first = listen("/events?from=now", null);
        for (int i = 0; i < 10; i++) {
            orders.add(placed());
        }
        List<String> ids = orders.stream().map(UUID::toString).toList();
        first.await("each order's beginning", events -> first.eventsOf(ids).size() == 10);
        orders.forEach(order -> stories.tellAll(order, HAPPY));
        first.await("everything", events -> first.eventsOf(ids).size() == 60);
        assertEachSequenceOnce(first.eventsOf(ids), orders);

        List<Listener.Event> all = first.events();
        for (int cut = 0; cut < all.size(); cut += 7) {
            Listener again = listen("/events", all.get(cut).id());
            List<Listener.Event> rest = all.subList(cut + 1, all.size());
            again.await("the rest", events -> events.size() >= rest.size());
            assertThat(again.events().subList(0, rest.size())).isEqualTo(rest);
            leave(again);
        }
    }

    @Test
    void theWholeHistory_isTold_toWhoAsksForNothingElse() {
        UUID order = placed();
        stories.tellAll(order, HAPPY);
        Listener listener = listen("/events", null);
        listener.await(
                "the order's end",
                events -> listener.eventsOf(List.of(order.toString())).size() == 6);
        long before = database.query(
                        "select count(*) from saga_log where position <= ?",
                        row -> row.getLong(1),
                        Long.parseLong(listener.events().getLast().id()))
                .getFirst();
        assertThat(listener.events().size()).isGreaterThanOrEqualTo((int) before);
        assertThat(listener.events())
                .extracting(event -> Long.valueOf(event.id()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void commitsOutOfOrder_makeNoGap() throws SQLException {
        UUID early = placed();
        UUID late = placed();
        Listener listener = listen("/events?from=now", null);
        awaitReading();
        try (Connection first = dataSource.getConnection();
                Connection second = dataSource.getConnection()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            HorizonTest.append(first, early, 2);
            HorizonTest.append(second, late, 2);
            second.commit();
            UUID meanwhile = placed();
            first.commit();
            List<String> ids = List.of(early.toString(), late.toString(), meanwhile.toString());
            listener.await("all three", events -> listener.eventsOf(ids).size() == 3);
            assertThat(listener.eventsOf(ids))
                    .extracting(Listener.Event::orderId)
                    .containsExactlyElementsOf(ids);
        }
    }

    @Test
    void oneStreamTooMany_isRefused_untilAnotherHasGone() {
        for (int i = 0; i < config.maxStreams(); i++) {
            assertThat(listen("/events?from=now", null).status()).isEqualTo(200);
        }
        given().get("/events")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("5"));
        leave(listeners.getFirst());
        Awaitility.await("a place").atMost(Duration.ofSeconds(60)).until(() -> {
            placed();
            return listen("/events?from=now", null).status() == 200;
        });
    }

    @Test
    void aListenerThatStalls_slowsNobody_andIsCutOff() throws IOException {
        Listener quick = listen("/events?from=now", null);
        awaitReading();
        try (Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(4_096);
            stalled.connect(new InetSocketAddress("localhost", RestAssured.port));
            stalled.getOutputStream()
                    .write("GET /events?from=now HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(stalled.getInputStream().read()).isEqualTo('H');

            List<String> all = new ArrayList<>();
            while (all.size() < BULKY_ENTRIES) {
                List<String> ids = appendBulky();
                quick.await("every batch", events -> quick.eventsOf(ids).size() == ids.size());
                all.addAll(ids);
            }

            // It reads on, and finds an end before it has everything.
            stalled.setSoTimeout(60_000);
            long read = countUntilEnd(stalled);
            assertThat(read).isLessThan((long) BULKY_ENTRIES * BULK);
        }
    }

    /** Entries with a long text, so that no buffer on the way takes them all. Returns their orders. */
    private List<String> appendBulky() {
        List<String> ids =
                Stream.generate(() -> Uuid7.next().toString()).limit(100).toList();
        database.update("""
                insert into saga_log (order_id, sequence, at, event, "to", why, sends)
                select id::uuid, 1, now(), 'STEP_DONE', 'RUNNING', repeat('x', ?), '[]' from unnest(?) as i(id)
                """, BULK, ids.toArray(String[]::new));
        return ids;
    }

    private static long countUntilEnd(Socket socket) {
        byte[] buffer = new byte[65_536];
        long count = 0;
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                count += read;
            }
        } catch (IOException cutOff) {
            // A reset is an end as well.
        }
        return count;
    }

    @Test
    void whileNobodyListens_nothingReads() {
        assertThat(feed.isReading()).isFalse();
        Listener listener = listen("/events?from=now", null);
        assertThat(feed.isReading()).isTrue();
        leave(listener);
        Awaitility.await("the reader has stopped")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    placed();
                    return !feed.isReading();
                });
        assertThat(feed.newest()).isEmpty();
    }

    private static void assertEachSequenceOnce(List<Listener.Event> events, List<UUID> orders) {
        for (UUID order : orders) {
            assertThat(events)
                    .filteredOn(event -> event.orderId().equals(order.toString()))
                    .extracting(Listener.Event::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 6).boxed().toList());
        }
    }

    private void awaitReading() {
        Awaitility.await("the feed is live")
                .atMost(Duration.ofSeconds(60))
                .until(() -> feed.newest().isPresent());
    }

    private Listener listen(String path, String lastEventId) {
        Listener listener = Listener.to(path, lastEventId);
        listeners.add(listener);
        return listener;
    }

    private void leave(Listener listener) {
        listener.close();
        listeners.remove(listener);
    }
}
