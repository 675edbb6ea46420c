package shop.local.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed of a small program that speaks as order-service does. */
class BoardFeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger boards = new AtomicInteger();
    private final CountDownLatch firstStreamEnds = new CountDownLatch(1);
    private final CountDownLatch testEnds = new CountDownLatch(1);
    private HttpServer orders;

    @BeforeEach
    void listen() throws IOException {
        orders = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
        orders.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        orders.createContext("/board", this::board);
        orders.createContext("/events", this::events);
        orders.start();
    }

    @AfterEach
    void stop() {
        firstStreamEnds.countDown();
        testEnds.countDown();
        orders.stop(0);
    }

    @Test
    void feedGoesOnFromTheSnapshot_andTakesAnotherWhenItsReplicaBreaks() {
        URI dead = URI.create("http://127.0.0.1:1");
        URI alive = URI.create("http://127.0.0.1:" + orders.getAddress().getPort());
        try (BoardFeed feed = new BoardFeed(List.of(dead, alive))) {
            await().atMost(PATIENCE).until(() -> feed.look(board -> board.count("PENDING")) == 11);
            assertThat(feed.trouble()).isEmpty();

            firstStreamEnds.countDown();

            await().atMost(PATIENCE).until(() -> feed.look(board -> board.count("PENDING")) == 21);
            assertThat(boards).hasValue(2);
        }
    }

    @Test
    void feedThatHearsNobody_saysSo() {
        try (BoardFeed feed = new BoardFeed(List.of(URI.create("http://127.0.0.1:1")))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(feed.trouble())
                            .hasValueSatisfying(why -> assertThat(why).contains("order-service does not answer")));
        }
    }

    private void board(HttpExchange exchange) throws IOException {
        int number = boards.incrementAndGet();
        String body = "{\"cursor\": \"c%d\", \"counts\": {\"PENDING\": %d}, \"inFlight\": 1, \"newest\": []}"
                .formatted(number, 10 * number);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One order is placed, then it is quiet. */
    private void events(HttpExchange exchange) throws IOException {
        boolean first = exchange.getRequestURI().getQuery().equals("after=c1");
        String event =
                "retry: 1000\n\nid: 1\ndata: {\"orderId\": \"%s\", \"sequence\": 1, \"event\": \"STARTED\", \"at\": \"2026-01-01T12:00:00Z\", \"to\": \"RUNNING\"}\n\n: \n\n"
                        .formatted(new UUID(1, 1));
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            (first ? firstStreamEnds : testEnds).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
