package shop.local.control;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Json;

/**
 * The supervisor's control API: on loopback, JSON, with a bearer token; for the command line, and for the page of this
 * environment's order-service (CORS). What can be asked is in {@link Routes}, who may ask in {@link Gate}.
 *
 * <p>Errors are {@code {"error": "…"}}: 400, 401, 403, 404, 409, 413, 500, and 503 when a service does not answer.
 */
public final class ControlServer implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final int MAX_BODY_BYTES = 4096;
    private static final String PREFLIGHT_SECONDS = "600";

    private final HttpServer http;
    private final Gate gate;
    private final Routes routes;

    /**
     * Listens on {@code port} of 127.0.0.1.
     *
     * @param pages the ports of the servers whose pages may ask
     */
    public ControlServer(Routes routes, int port, Set<Integer> pages, String token) throws IOException {
        this.routes = routes;
        this.gate = new Gate(port, pages, token);
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getRequestHeaders();
            String origin = headers.getFirst("Origin");
            Gate.Verdict verdict = gate.judge(new Gate.Head(
                    exchange.getRequestMethod(), headers.getFirst("Host"), origin, headers.getFirst("Authorization")));
            switch (verdict) {
                case WRONG_HOST -> send(exchange, Reply.error(403, "this is no name of this host"), null);
                case WRONG_ORIGIN -> send(exchange, Reply.error(403, "pages of that origin may not ask"), null);
                case PREFLIGHT -> allow(exchange, origin);
                case NO_TOKEN -> send(exchange, Reply.error(401, "the token is missing or wrong"), origin);
                case ADMITTED -> send(exchange, answer(exchange), origin);
            }
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Reply.error(413, "a request has at most " + MAX_BODY_BYTES + " bytes");
        }
        return routes.answer(exchange.getRequestMethod(), segments(exchange), body);
    }

    private static List<String> segments(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getPath().split("/"))
                .skip(1)
                .toList();
    }

    private static void allow(HttpExchange exchange, @Nullable String origin) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        allowOrigin(headers, origin);
        headers.set("Access-Control-Allow-Methods", "GET, POST, DELETE");
        headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type");
        headers.set("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        exchange.sendResponseHeaders(204, -1);
    }

    private static void send(HttpExchange exchange, Reply reply, @Nullable String origin) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsBytes(reply.body());
        Headers headers = exchange.getResponseHeaders();
        allowOrigin(headers, origin);
        headers.set("Content-Type", "application/json");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private static void allowOrigin(Headers headers, @Nullable String origin) {
        headers.set("Vary", "Origin");
        if (origin != null) {
            headers.set("Access-Control-Allow-Origin", origin);
        }
    }
}
