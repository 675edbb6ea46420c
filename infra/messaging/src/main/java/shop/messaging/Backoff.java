package shop.messaging;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: doubling from 100 ms to 5 s, and of that a random half to whole. */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 20;

    private Backoff() {}

    /** The wait after the {@code attempt}-th failure, from 1; {@code random} gives numbers from 0 to 1. */
    static Duration after(int attempt, DoubleSupplier random) {
        long doubled = FIRST.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long bounded = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(bounded / 2 + Math.round(bounded / 2.0 * random.getAsDouble()));
    }
}
