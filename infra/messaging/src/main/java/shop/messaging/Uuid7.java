package shop.messaging;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time-ordered identifiers (RFC 9562, version 7) that rise strictly within one process, also when the clock stands
 * still or is set back: the twelve bits after the millisecond count on, and borrow from the next millisecond when they
 * overflow (method 3 of section 6.2).
 */
public final class Uuid7 {

    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The last one given: milliseconds since 1970 in the upper bits, the counter in the lower twelve. */
    private static final AtomicLong LAST = new AtomicLong();

    private Uuid7() {}

    /** A new identifier, greater than all this process has given before. */
    public static UUID next() {
        return next(System.currentTimeMillis(), RANDOM.nextLong());
    }

    static UUID next(long epochMillis, long random) {
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, epochMillis << COUNTER_BITS));
        long upper = (tick >>> COUNTER_BITS << 16) | 0x7000L | (tick & 0xFFFL);
        long lower = 0x8000_0000_0000_0000L | (random >>> 2);
        return new UUID(upper, lower);
    }
}
