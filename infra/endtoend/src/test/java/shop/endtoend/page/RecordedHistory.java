package shop.endtoend.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What order-service's stream said of some orders, as it happened, from which any number of orders can be made. */
record RecordedHistory(List<RecordedOrder> orders) {

    private static final String DATA = "data:";
    private static final String ORDER = "@order@";
    private static final String AT = "@at@";

    /** One order's events, the first of them its start. */
    record RecordedOrder(List<RecordedEvent> events) {

        /** What became of it. */
        String status() {
            return events.stream()
                    .map(RecordedEvent::status)
                    .filter(status -> !status.isEmpty())
                    .reduce("PENDING", (_, last) -> last);
        }
    }

    /**
     * One event without its order and its time.
     *
     * @param after how long after the order's start it happened
     * @param status the order's new status, or empty
     */
    record RecordedEvent(Duration after, String status, String template) {

        String of(String order, Instant at) {
            return template.replace(ORDER, order).replace(AT, at.toString());
        }
    }

    /** Reads the first {@code events} events of a stream of all orders. */
    static RecordedHistory read(URI stream, int events) {
        HttpRequest request = HttpRequest.newBuilder(stream)
                .header("Accept", "text/event-stream")
                .build();
        Map<String, List<ObjectNode>> byOrder = new LinkedHashMap<>();
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream body = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (int read = 0; read < events; ) {
                String line = Objects.requireNonNull(lines.readLine(), "the stream ended");
                if (line.startsWith(DATA)) {
                    ObjectNode event = parse(line.substring(DATA.length()));
                    byOrder.computeIfAbsent(event.get("orderId").asText(), _ -> new ArrayList<>())
                            .add(event);
                    read++;
                }
            }
            http.shutdownNow();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + stream, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return new RecordedHistory(
                byOrder.values().stream().map(RecordedHistory::recorded).toList());
    }

    private static RecordedOrder recorded(List<ObjectNode> events) {
        Instant start = at(events.getFirst());
        return new RecordedOrder(events.stream()
                .map(event -> new RecordedEvent(
                        Duration.between(start, at(event)),
                        event.path("status").asText(""),
                        event.deepCopy().put("orderId", ORDER).put("at", AT).toString()))
                .toList());
    }

    private static Instant at(JsonNode event) {
        return Instant.parse(event.get("at").asText());
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
