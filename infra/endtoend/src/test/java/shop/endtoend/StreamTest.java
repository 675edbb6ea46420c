package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stream of all orders, through two replicas, while thousands of orders come and go. */
class StreamTest {

    private static final int ORDERS = 2_000;
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @RegisterExtension
    static final TestEnvironment ENVIRONMENT = new TestEnvironment("streams", "--replicas", "order-service=2");

    @Test
    void aListenerAwayFor30Seconds_isToldTheRestByAnotherReplica_everySequenceOnce() {
        Shop first = ENVIRONMENT.shop();
        Shop second = ENVIRONMENT.shopAtReplica(2);
        String cursor =
                first.found("order-service", "/board?limit=0").get("cursor").asText();
        Told told = new Told();
        List<UUID> accepted;
        try (Trickle one = new Trickle(first);
                Trickle other = new Trickle(second)) {
            try (Listening before = Listening.to(first, cursor, told)) {
                await("the load to begin").atMost(PATIENCE).until(() -> told.events() > 500);
            }
            await("the listener's return")
                    .pollDelay(AWAY)
                    .atMost(PATIENCE)
                    .until(() -> one.count() + other.count() > 800);
            try (Listening after = Listening.to(second, told.lastId(), told)) {
                await("all orders").atMost(PATIENCE).until(() -> one.count() + other.count() >= ORDERS);
                accepted =
                        Stream.concat(one.end().stream(), other.end().stream()).toList();
                await("the end of every saga")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> told.ended().containsAll(accepted));
            }
        }
        for (UUID order : accepted) {
            List<Long> sequences = told.sequences(order);
            assertThat(sequences)
                    .as("what was told of " + order)
                    .isEqualTo(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList())
                    .hasSizeGreaterThan(2);
        }
    }

    /** What a listener was told, over all its connections. */
    private static final class Told {

        private final Map<UUID, List<Long>> sequences = new ConcurrentHashMap<>();
        private final Set<UUID> ended = new HashSet<>();
        private String lastId = "";
        private int events;

        synchronized void add(String id, JsonNode event) {
            UUID order = UUID.fromString(event.get("orderId").asText());
            sequences
                    .computeIfAbsent(order, key -> new ArrayList<>())
                    .add(event.get("sequence").asLong());
            if (Set.of("COMPLETED", "COMPENSATED").contains(event.get("to").asText())) {
                ended.add(order);
            }
            lastId = id;
            events++;
        }

        synchronized int events() {
            return events;
        }

        synchronized String lastId() {
            return lastId;
        }

        synchronized Set<UUID> ended() {
            return Set.copyOf(ended);
        }

        synchronized List<Long> sequences(UUID order) {
            return List.copyOf(sequences.getOrDefault(order, List.of()));
        }
    }

    /** One connection, from where the last one ended. */
    private static final class Listening implements AutoCloseable {

        private static final ObjectMapper JSON = new ObjectMapper();

        private final HttpClient http = HttpClient.newHttpClient();
        private final Thread reader;

        private Listening(URI uri, String lastEventId, Told told) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", lastEventId)
                    .build();
            reader = Thread.ofVirtual().start(() -> read(request, told));
        }

        static Listening to(Shop replica, String lastEventId, Told told) {
            return new Listening(replica.address("order-service", "/events"), lastEventId, told);
        }

        private void read(HttpRequest request, Told told) {
            try {
                HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
                String id = "";
                for (String line : (Iterable<String>) response.body()::iterator) {
                    if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("data: ")) {
                        told.add(id, JSON.readTree(line.substring(6)));
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // The connection was closed; what came before counts.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Cuts the connection, and returns when nothing more is told by it. */
        @Override
        public void close() {
            http.shutdownNow();
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
