package shop.messaging;

import java.time.Duration;

/**
 * Bounds how often something is done, and so lets it be done for more at a time: some at once, then so many a second. Who
 * comes seldom never waits. (The generic cell rate algorithm of ATM networks: one number tells how far ahead of the
 * allowed rate the past was.)
 *
 * <p>It only answers how long to wait. Not safe for use by several threads.
 */
public final class Pace {

    /** So many things at a time count for one time in full. */
    static final int WHOLE = 8;

    private final long nanosEach;
    private final long nanosAhead;
    private long paidUntil;

    /**
     * @param perSecond how often at most in the long run
     * @param atOnce how often without a wait after a time of rest
     * @param nanoTime now, by the clock that all later times are of
     */
    public Pace(int perSecond, int atOnce, long nanoTime) {
        if (perSecond < 1 || atOnce < 1) {
            throw new IllegalArgumentException("no pace of %d a second, %d at once".formatted(perSecond, atOnce));
        }
        this.nanosEach = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanosAhead = nanosEach * (atOnce - 1);
        this.paidUntil = nanoTime;
    }

    /** How long to wait until it may be done again; 0 for now. */
    public long waitNanos(long nanoTime) {
        return Math.max(0, paidUntil - nanosAhead - nanoTime);
    }

    /** It is done now. */
    public void done(long nanoTime) {
        done(nanoTime, WHOLE);
    }

    /** It is done now, for so many things. Fewer than {@value #WHOLE} count for as much less. */
    public void done(long nanoTime, int things) {
        long price = nanosEach / WHOLE * Math.min(WHOLE, things);
        paidUntil = price + (paidUntil - nanoTime > 0 ? paidUntil : nanoTime);
    }
}
