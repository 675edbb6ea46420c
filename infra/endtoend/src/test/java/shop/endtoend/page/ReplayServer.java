package shop.endtoend.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import shop.endtoend.page.RecordedHistory.RecordedEvent;
import shop.endtoend.page.RecordedHistory.RecordedOrder;

/**
 * Stands before order-service and has orders come at a rate that this machine could not carry: {@code GET /board} and
 * {@code GET /events} are told from a recorded history, over and over, with new ids and the present time; everything else
 * is order-service's own answer. One page listens at a time, and nothing happens while none does: so a snapshot is exact.
 */
final class ReplayServer implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(10);

    private final HttpServer http;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI orderService;
    private final RecordedHistory history;
    private final int ordersPerSecond;

    private final Map<String, Long> counts = new TreeMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private long cursor;
    private long orders;
    private volatile boolean placing = true;

    private record Due(Instant at, String order, RecordedOrder history, int index) {

        RecordedEvent event() {
            return history.events().get(index);
        }
    }

    ReplayServer(URI orderService, RecordedHistory history, int ordersPerSecond) throws IOException {
        this.orderService = orderService;
        this.history = history;
        this.ordersPerSecond = ordersPerSecond;
        for (String status : new String[] {"PENDING", "CONFIRMED", "REJECTED", "CANCELLED"}) {
            counts.put(status, 0L);
        }
        http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/board", exchange -> answer(exchange, 200, "application/json", board()));
        http.createContext("/events", this::stream);
        http.createContext("/", this::pass);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(http.getAddress().getPort()));
    }

    /** No more orders; those under way still end. */
    void endPlacing() {
        placing = false;
    }

    /** How many orders have a status. */
    synchronized long count(String status) {
        return counts.getOrDefault(status, 0L);
    }

    /** How many events were told. */
    synchronized long told() {
        return cursor;
    }

    @Override
    public void close() {
        http.stop(0);
        client.shutdownNow();
    }

    private synchronized byte[] board() {
        String numbers = counts.entrySet().stream()
                .map(count -> "\"%s\":%d".formatted(count.getKey(), count.getValue()))
                .reduce((some, more) -> some + "," + more)
                .orElseThrow();
        return """
                {"cursor":"%d","counts":{%s},"inFlight":%d,"needsAttention":0,"newest":[]}
                """.formatted(cursor, numbers, due.size()).getBytes(StandardCharsets.UTF_8);
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        Instant began = Instant.now();
        long placed = 0;
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            while (true) {
                Instant now = Instant.now();
                long owed = placing ? Duration.between(began, now).toMillis() * ordersPerSecond / 1000 - placed : 0;
                body.write(tell(owed, now).getBytes(StandardCharsets.UTF_8));
                body.flush();
                placed += owed;
                LockSupport.parkNanos(TICK.toNanos());
            }
        }
    }

    /** Places some orders and tells everything that is due. */
    private synchronized String tell(long newOrders, Instant now) {
        for (long i = 0; i < newOrders; i++) {
            RecordedOrder like =
                    history.orders().get((int) (orders % history.orders().size()));
            due.add(new Due(now, new UUID(now.toEpochMilli() << 16 | 0x7000, orders).toString(), like, 0));
            orders++;
        }
        StringBuilder told = new StringBuilder(": \n\n");
        while (!due.isEmpty() && !due.element().at().isAfter(now)) {
            Due next = due.remove();
            told.append("id: ").append(++cursor).append('\n');
            told.append("data: ").append(next.event().of(next.order(), now)).append("\n\n");
            count(next);
            if (next.index() + 1 < next.history().events().size()) {
                Duration after = next.history().events().get(next.index() + 1).after();
                Instant at = next.at().plus(after.minus(next.event().after()));
                due.add(new Due(at, next.order(), next.history(), next.index() + 1));
            }
        }
        return told.toString();
    }

    private void count(Due told) {
        String status = told.event().status();
        if (told.index() == 0) {
            counts.merge("PENDING", 1L, Long::sum);
        } else if (!status.isEmpty() && !status.equals("PENDING")) {
            counts.merge("PENDING", -1L, Long::sum);
            counts.merge(status, 1L, Long::sum);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(orderService.resolve(exchange.getRequestURI()))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("application/octet-stream");
            answer(exchange, answer.statusCode(), type, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
