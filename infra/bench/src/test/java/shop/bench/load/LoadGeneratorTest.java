package shop.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.local.environment.Json;

/** Against a small server that keeps what it was sent. */
class LoadGeneratorTest {

    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> bodies = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> addressed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private volatile int refuseAfter = Integer.MAX_VALUE;
    private volatile boolean waits;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/orders", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        open.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void everyOrder_isSentOnce_withAKeyOfItsOwn_andItsAnswerNoted() throws IOException {
        try (LoadGenerator generator = generator()) {
            Sent first = generator.send(new Schedule(150, 1000, 20));
            Sent second = generator.send(Schedule.closed(50, 3));

            assertThat(keys).hasSize(200).doesNotHaveDuplicates();
            assertThat(bodies)
                    .allSatisfy(
                            body -> assertThat(body.at("/items/0/sku").asText()).startsWith("SKU-10"));
            Set<UUID> orders = new HashSet<>();
            for (Sent sent : new Sent[] {first, second}) {
                for (int i = 0; i < sent.count(); i++) {
                    assertThat(sent.isAccepted(i)).isTrue();
                    assertThat(sent.answeredMicros(i)).isGreaterThanOrEqualTo(sent.intendedMicros(i));
                    orders.add(sent.orderId(i));
                }
            }
            assertThat(orders).hasSize(200).doesNotContainNull();
        }
    }

    @Test
    void intendedTimes_areTheSchedules_howeverSlowTheAnswers() throws IOException, InterruptedException {
        waits = true;
        try (LoadGenerator generator = generator()) {
            Thread opener = Thread.ofVirtual().start(this::openWhenOneWaits);
            Sent sent = generator.send(new Schedule(10, 100, 1));
            opener.join();

            for (int i = 0; i < sent.count(); i++) {
                assertThat(sent.intendedMicros(i) - sent.beganMicros()).isEqualTo(i * 10_000L);
                assertThat(sent.status(i)).isEqualTo(201);
            }
        }
    }

    @Test
    void refusals_areNoted() throws IOException {
        refuseAfter = 5;
        try (LoadGenerator generator = generator()) {
            Sent sent = generator.send(Schedule.closed(8, 1));

            assertThat(sent.isAccepted(4)).isTrue();
            assertThat(sent.status(7)).isEqualTo(429);
            assertThat(sent.orderId(7)).isNull();
        }
    }

    @Test
    void ordersToNobody_haveNoAnswer() throws IOException {
        int port = server.getAddress().getPort();
        server.stop(0);
        try (LoadGenerator generator = new LoadGenerator(List.of(port), "test")) {
            Sent sent = generator.send(Schedule.closed(3, 1));

            assertThat(sent.status(0)).isEqualTo(Sent.NO_ANSWER);
            assertThat(sent.status(2)).isEqualTo(Sent.NO_ANSWER);
        }
    }

    @Test
    void twoReplicas_getAsManyOrders() throws IOException {
        HttpServer second = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        second.setExecutor(threads);
        second.createContext("/orders", this::answer);
        second.start();
        List<Integer> ports =
                List.of(server.getAddress().getPort(), second.getAddress().getPort());
        try (LoadGenerator generator = new LoadGenerator(ports, "test")) {
            Sent sent = generator.send(Schedule.closed(40, 4));

            assertThat(sent.isAccepted(39)).isTrue();
            assertThat(keys).hasSize(40).doesNotHaveDuplicates();
            assertThat(addressed.stream().filter(ports.getFirst()::equals)).hasSize(20);
            assertThat(addressed.stream().filter(ports.getLast()::equals)).hasSize(20);
        } finally {
            second.stop(0);
        }
    }

    private LoadGenerator generator() throws IOException {
        return new LoadGenerator(List.of(server.getAddress().getPort()), "test");
    }

    private void openWhenOneWaits() {
        try {
            if (arrived.await(60, TimeUnit.SECONDS)) {
                open.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(Json.MAPPER.readTree(exchange.getRequestBody()));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            addressed.add(exchange.getLocalAddress().getPort());
            arrived.countDown();
            if (waits && !open.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody opened");
            }
            boolean refused = keys.size() > refuseAfter;
            byte[] body = (refused ? "{}" : "{\"orderId\":\"" + UUID.randomUUID() + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(refused ? 429 : 201, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
