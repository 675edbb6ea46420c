package shop.local.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.environment.Home;
import shop.local.environment.Json;
import shop.local.environment.Services;
import shop.local.server.Ports;
import shop.local.supervisor.Duties;
import shop.local.supervisor.Supervisor;

/** The control API as a browser and a shell see it: raw requests, with a small program in place of the services. */
class ControlServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AUTHORIZATION = "Authorization: Bearer secret";

    private record Answer(int status, String head, JsonNode body) {}

    @TempDir
    private Path directory;

    private final Set<String> idempotencyKeys = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> statusBySku = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<JsonNode> orders = new ConcurrentLinkedQueue<>();
    private final CountDownLatch answering = new CountDownLatch(1);
    private HttpServer services;
    private Supervisor supervisor;
    private Bursts bursts;
    private Consumers consumers;
    private ControlServer control;
    private int port;
    private String page;

    @BeforeEach
    void open() throws IOException {
        services = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 64);
        services.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        services.createContext("/orders", this::takeOrder);
        services.createContext("/products", this::listProducts);
        services.start();
        URI address = URI.create("http://127.0.0.1:" + services.getAddress().getPort());
        page = address.toString();
        port = Ports.free(1).getFirst();
        supervisor = new Supervisor(new Home(directory, directory.resolve("home")), List.of(), Duties.NONE, _ -> {});
        bursts = new Bursts(List.of(address));
        consumers = new Consumers("127.0.0.1:1", Consumers.SUBSCRIPTIONS, () -> false);
        Services inventory = new Services(Map.of("inventory-service", List.of(address)), "operator", PATIENCE);
        control = new ControlServer(
                new Routes(supervisor, consumers, new Stock(inventory), bursts, new BookKeeper(inventory::get)),
                port,
                Set.of(address.getPort()),
                "secret");
    }

    @AfterEach
    void close() {
        answering.countDown();
        control.close();
        bursts.close();
        consumers.close();
        supervisor.close();
        services.stop(0);
    }

    @Test
    void page_isToldWhatItMayAsk_andAsks() throws IOException {
        Answer preflight = ask("OPTIONS /bursts", "", "Origin: " + page, "Access-Control-Request-Method: POST");
        Answer status = ask("GET /status", "", "Origin: " + page, AUTHORIZATION);
        Answer withoutToken = ask("GET /status", "", "Origin: " + page);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.head())
                .containsIgnoringCase("Access-Control-Allow-Origin: " + page)
                .containsIgnoringCase("Access-Control-Allow-Headers: Authorization")
                .containsIgnoringCase("Access-Control-Allow-Methods: GET, POST, DELETE");
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.head())
                .containsIgnoringCase("Access-Control-Allow-Origin: " + page)
                .containsIgnoringCase("Vary: Origin");
        assertThat(withoutToken.status()).isEqualTo(401);
        assertThat(withoutToken.head()).containsIgnoringCase("Access-Control-Allow-Origin: " + page);
    }

    @Test
    void strangersPage_andAStrangersName_areTurnedAway() throws IOException {
        Answer stranger = ask("POST /stop", "", "Origin: http://evil.example", AUTHORIZATION);
        Answer rebound = send("evil.example:" + port, "POST /stop", "", AUTHORIZATION);

        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.head()).doesNotContainIgnoringCase("Access-Control-Allow-Origin");
        assertThat(rebound.status()).isEqualTo(403);
    }

    @Test
    void consumers_areUnknown_whileKafkaIsAway() throws IOException {
        JsonNode seen = ask("GET /status", "", AUTHORIZATION).body().path("consumers");

        assertThat(seen.findValuesAsText("service"))
                .containsExactly("order-service", "payment-service", "inventory-service", "shipping-service");
        assertThat(seen).allSatisfy(consumer -> {
            assertThat(consumer.path("lag").isNull()).isTrue();
            assertThat(consumer.path("members").isNull()).isTrue();
        });
    }

    @Test
    void stock_isInventorysOwn_pageByPage() throws IOException {
        assertThat(ask("GET /stock", "", AUTHORIZATION).body())
                .isEqualTo(Json.MAPPER.readTree(
                        "[{\"sku\": \"SKU-1\", \"available\": 7}, {\"sku\": \"SKU-2\", \"available\": 0}]"));

        services.stop(0);
        Answer away = ask("GET /stock", "", AUTHORIZATION);

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body().path("error").asText()).startsWith("inventory-service does not answer");
    }

    @Test
    void books_areUnknown_whileServicesAreAway() throws IOException {
        JsonNode books = ask("GET /books", "", AUTHORIZATION).body();

        assertThat(books.path("verdict").asText()).isEqualTo("UNKNOWN");
        assertThat(books.findValuesAsText("explanation"))
                .anyMatch(explanation -> explanation.contains("payment-service does not answer"));
        assertThat(books.path("promises").findValuesAsText("promise")).containsExactly("1", "2", "3");
    }

    @Test
    void burst_sendsEachOrderOnce_andTellsWhatBecameOfThem() throws IOException {
        answering.countDown();
        statusBySku.put("SKU-SOLD-OUT", 422);
        statusBySku.put("SKU-1001", 503);

        Answer begun = ask("POST /bursts", "{\"count\": 120, \"rate\": 2000, \"kind\": \"mixed\"}", AUTHORIZATION);
        JsonNode ended = awaitEnd(begun.body().path("id").asText());

        long soldOut = orders.stream()
                .filter(order -> sku(order).equals("SKU-SOLD-OUT"))
                .count();
        long failing =
                orders.stream().filter(order -> sku(order).equals("SKU-1001")).count();
        assertThat(begun.status()).isEqualTo(202);
        assertThat(orders).hasSize(120);
        assertThat(idempotencyKeys).hasSize(120);
        assertThat(soldOut).isEqualTo(6);
        assertThat(ended.path("sent").asInt()).isEqualTo(120);
        assertThat(ended.path("refused").asLong()).isEqualTo(soldOut);
        assertThat(ended.path("failed").asLong()).isEqualTo(failing).isPositive();
        assertThat(ended.path("accepted").asLong()).isEqualTo(120 - soldOut - failing);
        assertThat(ended.path("answers").properties())
                .extracting(answer -> answer.getKey() + ": " + answer.getValue())
                .containsExactlyInAnyOrder("422 Not today: " + soldOut, "503 Not today: " + failing);
        assertThat(orders.stream()
                        .map(order -> order.path("customerId").asText())
                        .distinct())
                .hasSizeGreaterThan(90)
                .contains("customer-poor");
    }

    @Test
    void onlyOneBurstRunsAtATime_andItCanBeCancelled() throws IOException {
        String body = "{\"count\": 100000, \"rate\": 10}";
        String id = ask("POST /bursts", body, AUTHORIZATION).body().path("id").asText();

        Answer second = ask("POST /bursts", body, AUTHORIZATION);
        Answer cancelled = ask("DELETE /bursts/" + id, "", AUTHORIZATION);
        answering.countDown();
        JsonNode ended = awaitEnd(id);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().path("error").asText()).contains(id);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(ended.path("accepted").asInt())
                .isEqualTo(ended.path("sent").asInt())
                .isLessThan(100_000);
        assertThat(ask("GET /bursts", "", AUTHORIZATION).body().findValuesAsText("id"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\": 0, \"rate\": 1}",
                "{\"count\": 100001, \"rate\": 1}",
                "{\"count\": 1, \"rate\": 2001}",
                "{\"count\": 1, \"rate\": 1, \"kind\": \"wild\"}",
                "{\"count\": 1",
                ""
            })
    void burstOutOfBounds_isRefused(String body) throws IOException {
        Answer refused = ask("POST /bursts", body, AUTHORIZATION);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("error").asText()).isNotEmpty();
    }

    @Test
    void whatIsNotThere_isNotFound_andALongBodyIsTooLong() throws IOException {
        assertThat(ask("GET /", "", AUTHORIZATION).status()).isEqualTo(404);
        assertThat(ask("GET /bursts/none", "", AUTHORIZATION).status()).isEqualTo(404);
        assertThat(ask("PUT /status", "", AUTHORIZATION).status()).isEqualTo(404);
        assertThat(ask("POST /relays/order-service/break", "", AUTHORIZATION).status())
                .isEqualTo(404);
        assertThat(ask("POST /processes/kafka/kill", "", AUTHORIZATION).status())
                .isEqualTo(400);
        assertThat(ask("POST /bursts", " ".repeat(5000), AUTHORIZATION).status())
                .isEqualTo(413);
    }

    private JsonNode awaitEnd(String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> ask("GET /bursts/" + id, "", AUTHORIZATION).body(),
                        burst -> !burst.path("running").asBoolean(true));
    }

    private Answer ask(String request, String body, String... headers) throws IOException {
        return send("127.0.0.1:" + port, request, body, headers);
    }

    private Answer send(String host, String request, String body, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            String head = "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n\r\n"
                    .formatted(request, host, body.length(), String.join("\r\n", headers));
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(answer.split(" ", 3)[1]),
                    answer.substring(0, end),
                    Json.MAPPER.readTree(answer.substring(end)));
        }
    }

    private void takeOrder(HttpExchange exchange) throws IOException {
        try (exchange) {
            answering.await();
            JsonNode order = Json.MAPPER.readTree(exchange.getRequestBody());
            orders.add(order);
            idempotencyKeys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            byte[] answer = "{\"title\": \"Not today\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(statusBySku.getOrDefault(sku(order), 201), answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listProducts(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean first = !exchange.getRequestURI().getQuery().contains("cursor=SKU-1");
            byte[] page = (first
                            ? "{\"items\": [{\"sku\": \"SKU-1\", \"stock\": {\"available\": 7}}], \"next\": \"SKU-1\"}"
                            : "{\"items\": [{\"sku\": \"SKU-2\", \"stock\": {\"available\": 0}}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static String sku(JsonNode order) {
        return order.path("items").path(0).path("sku").asText();
    }
}
