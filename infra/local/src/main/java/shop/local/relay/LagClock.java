package shop.local.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells for how long the oldest byte of a log has waited, from how long the log was at earlier looks. Bounded. */
final class LagClock {

    private static final int MAX_LOOKS = 10_000;

    private record Look(long written, long atNanos) {}

    private final Deque<Look> unconfirmed = new ArrayDeque<>();

    /**
     * @param written how long the log is now
     * @param confirmed how far it is confirmed
     * @return the age of the first look at which the log was longer than what is confirmed now
     */
    Duration behind(long written, long confirmed, long nowNanos) {
        while (!unconfirmed.isEmpty() && unconfirmed.peekFirst().written() <= confirmed) {
            unconfirmed.removeFirst();
        }
        boolean grew = unconfirmed.isEmpty() || unconfirmed.peekLast().written() < written;
        if (written > confirmed && grew && unconfirmed.size() < MAX_LOOKS) {
            unconfirmed.addLast(new Look(written, nowNanos));
        }
        return unconfirmed.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(nowNanos - unconfirmed.peekFirst().atNanos());
    }
}
