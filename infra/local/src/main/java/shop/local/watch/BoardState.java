package shop.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the board knows: the snapshot it began with, and every event since. Counts are exact; rows, and the times that
 * latency is computed from, are bounded.
 *
 * <p>Time is passed in. Not safe for use by several threads at once.
 */
final class BoardState {

    private static final int ROWS = 200;
    private static final int TIMED = 100_000;
    private static final int LATENCIES = 2_000;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final LinkedHashMap<UUID, Row> rows = new LinkedHashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final LinkedHashMap<UUID, Instant> placed = new LinkedHashMap<>();
    private final Deque<Instant> decided = new ArrayDeque<>();
    private final Deque<Long> latencies = new ArrayDeque<>();
    private long inFlight;

    /** Forgets what was, and begins with a snapshot. */
    void begin(JsonNode board) {
        rows.clear();
        placed.clear();
        counts.clear();
        board.path("counts")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        inFlight = board.path("inFlight").asLong();
        List<JsonNode> newest = new ArrayList<>();
        board.path("newest").forEach(newest::add);
        for (JsonNode each : newest.reversed()) {
            Row row = Row.of(each);
            rows.put(row.orderId(), row);
            if (row.status().equals("PENDING")) {
                placed.put(row.orderId(), Instant.parse(each.path("placedAt").asText()));
            }
        }
    }

    /** Adds an event of the stream, which tells each once. */
    void add(JsonNode event, Instant now) {
        UUID orderId = UUID.fromString(event.path("orderId").asText());
        Instant at = Instant.parse(event.path("at").asText());
        if (event.path("event").asText().equals("STARTED")) {
            inFlight++;
            counts.merge("PENDING", 1L, Long::sum);
            rows.put(orderId, Row.started(orderId, event));
            placed.put(orderId, at);
            forgetOldest();
        } else {
            rows.computeIfPresent(orderId, (_, row) -> row.after(event));
        }
        if (event.hasNonNull("status") && !event.path("status").asText().equals("PENDING")) {
            decide(orderId, event.path("status").asText(), at, now);
        }
        if (ended(event.path("to").asText()) && !ended(event.path("from").asText())) {
            inFlight--;
        }
    }

    private void decide(UUID orderId, String status, Instant at, Instant now) {
        counts.merge("PENDING", -1L, Long::sum);
        counts.merge(status, 1L, Long::sum);
        decided.addLast(now);
        Instant began = placed.remove(orderId);
        if (began != null) {
            latencies.addLast(Duration.between(began, at).toMillis());
            if (latencies.size() > LATENCIES) {
                latencies.removeFirst();
            }
        }
    }

    private void forgetOldest() {
        if (rows.size() > ROWS) {
            rows.pollFirstEntry();
        }
        if (placed.size() > TIMED) {
            placed.pollFirstEntry();
        }
    }

    long inFlight() {
        return inFlight;
    }

    long count(String status) {
        return counts.getOrDefault(status, 0L);
    }

    /** Orders decided a second, over the last ten seconds. */
    double throughput(Instant now) {
        while (!decided.isEmpty() && decided.getFirst().isBefore(now.minus(WINDOW))) {
            decided.removeFirst();
        }
        return decided.size() / (double) WINDOW.toSeconds();
    }

    /** From placed to decided, in milliseconds, of the last two thousand; -1 while there is none. */
    long latencyMillis(double quantile) {
        List<Long> sorted = latencies.stream().sorted().toList();
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);
    }

    /** At most so many of the newest orders, the newest first. */
    List<Row> newest(int limit) {
        return rows.sequencedValues().reversed().stream().limit(limit).toList();
    }

    private static boolean ended(String state) {
        return state.equals("COMPLETED") || state.equals("COMPENSATED");
    }
}
