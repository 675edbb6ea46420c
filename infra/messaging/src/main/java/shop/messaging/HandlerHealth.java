package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Whether batches are carried out: for each topic the technical failure that is being retried now, if there is one. */
@ApplicationScoped
class HandlerHealth {

    private static final int MAX_ERROR_LENGTH = 500;

    private final Map<String, Failing> failing = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /**
     * A topic's batch that fails again and again.
     *
     * @param since when it failed first
     * @param error how it failed last
     */
    record Failing(String topic, Instant since, String error) {}

    void failed(String topic, String error) {
        String kept = Text.storable(error, MAX_ERROR_LENGTH);
        Failing before = failing.get(topic);
        Instant since = before == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : before.since();
        failing.put(topic, new Failing(topic, since, kept));
        if (before == null) {
            changes.incrementAndGet();
        }
    }

    void succeeded(String topic) {
        if (!failing.isEmpty() && failing.remove(topic) != null) {
            changes.incrementAndGet();
        }
    }

    /** What has failed for the longest time. */
    Optional<Failing> longest() {
        return failing.values().stream().min(Comparator.comparing(Failing::since));
    }

    /** Rises whenever a topic's batches begin or cease to fail. */
    long changes() {
        return changes.get();
    }
}
