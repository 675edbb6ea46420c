package shop.order.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events, which keeps what it was told. */
final class Listener implements AutoCloseable {

    /** One event as the protocol tells it; {@code name} is empty for an ordinary one. */
    record Event(String id, String name, JsonNode data) {
        String orderId() {
            return data.path("orderId").asText();
        }

        long sequence() {
            return data.path("sequence").asLong();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpResponse<InputStream> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private Listener(HttpResponse<InputStream> response) {
        this.response = response;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream, which may be refused: look at {@link #status}. */
    static Listener to(String path, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return new Listener(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Listener to(String path) {
        return to(path, null);
    }

    int status() {
        return response.statusCode();
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** What was told of these orders. */
    List<Event> eventsOf(java.util.Collection<String> orderIds) {
        return events.stream()
                .filter(event -> orderIds.contains(event.orderId()))
                .toList();
    }

    void await(String what, Predicate<List<Event>> condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(this::events, condition);
    }

    void awaitEnd() {
        Awaitility.await("the end of the stream").atMost(Duration.ofSeconds(60)).until(() -> !reader.isAlive());
    }

    private void read() {
        try (Stream<String> lines = new java.io.BufferedReader(
                        new java.io.InputStreamReader(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                .lines()) {
            String id = "";
            String name = "";
            StringBuilder data = new StringBuilder();
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(id, name, JSON.readTree(data.toString())));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The stream was cut off, by either side; what came whole was kept.
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
