package shop.local.supervisor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import shop.local.environment.Json;

/**
 * The supervisor's control API: on loopback, JSON, with a bearer token.
 *
 * <pre>
 * GET  /status                      {@link Overview}
 * POST /processes/{name}/{command}  {@link ProcessStatus}; commands as in {@link ProcessCommand}
 * POST /relays/{service}/repair     {"result": "…"}
 * POST /stop                        202; the supervisor stops everything and ends
 * </pre>
 *
 * Errors are {@code {"error": "…"}} with 400, 401, 404, 409 or 500.
 */
public final class ControlServer implements AutoCloseable {

    /**
     * All that {@code status} shows.
     *
     * @param settled whether everything was ready once since the supervisor began
     */
    public record Overview(
            boolean settled, List<ProcessStatus> processes, List<Duties.RelayStatus> relays, List<String> notices) {}

    private record Answer(int status, Object body) {}

    private final HttpServer http;
    private final Supervisor supervisor;
    private final byte[] expected;

    /** Listens on {@code port} of 127.0.0.1. */
    public ControlServer(Supervisor supervisor, int port, String token) throws IOException {
        this.supervisor = supervisor;
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 16);
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
            Answer answer = isAllowed(exchange) ? answer(exchange) : error(401, "the token is missing or wrong");
            byte[] body = Json.MAPPER.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private Answer answer(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String request = exchange.getRequestMethod() + " " + (path.length > 1 ? path[1] : "");
        try {
            if (request.equals("GET status") && path.length == 2) {
                return new Answer(200, overview());
            }
            if (request.equals("POST processes") && path.length == 4) {
                return new Answer(200, supervisor.command(path[2], command(path[3])));
            }
            if (request.equals("POST relays") && path.length == 4 && path[3].equals("repair")) {
                return new Answer(200, Map.of("result", supervisor.repairRelay(path[2])));
            }
            if (request.equals("POST stop") && path.length == 2) {
                supervisor.askToStop();
                return new Answer(202, Map.of("result", "stopping"));
            }
            return error(404, "no such entry");
        } catch (IllegalArgumentException e) {
            return error(400, e.getMessage());
        } catch (IllegalStateException e) {
            return error(409, e.getMessage());
        } catch (IOException | RuntimeException e) {
            return error(500, e.toString());
        }
    }

    private Overview overview() {
        return new Overview(supervisor.settled(), supervisor.status(), supervisor.relays(), supervisor.notices());
    }

    private static ProcessCommand command(String text) {
        return Arrays.stream(ProcessCommand.values())
                .filter(command -> command.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command is called " + text));
    }

    private static Answer error(int status, String message) {
        return new Answer(status, Map.of("error", String.valueOf(message)));
    }
}
