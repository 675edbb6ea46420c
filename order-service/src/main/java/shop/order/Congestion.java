package shop.order;

import java.time.Duration;

/**
 * Tells from the backlog, looked at again and again, whether new orders should wait outside. Pure: knows no clock and no
 * database.
 *
 * <p>An order waits for those before it: the backlog divided by the rate at which it goes away. So three things look alike
 * at a glance that must be told apart. Under <em>overload</em> orders end, but fewer than come: whoever is taken in now
 * waits too long, and is better told when to come again. At the <em>beginning</em> of a load few end as well, since all are
 * on their way; nobody has waited yet. In an <em>outage</em> those that have waited go on waiting, though others, which do
 * not need what is away, may come and end; taking orders in all the same is what this system is for, and there the length
 * of the backlog alone is a limit.
 */
final class Congestion {

    /**
     * How much of the rate is what was seen last, where it was more and where it was less. Less also ends where less was
     * taken in: a door that took this for the rate would close again for having been closed. At the beginning more counts
     * for more, since of the first look's orders most were on their way.
     */
    private static final double MORE = 0.25;

    private static final double LESS = 0.05;

    private static final int LONGEST_RETRY_SECONDS = 60;

    /** So many looks in a row at which the queue did not move are an outage. Under load orders end in bursts, some looks apart. */
    private static final int OUTAGE_LOOKS = 4;

    /** A rate is one once it was seen twice. */
    private static final int KNOWN_LOOKS = 2;

    /** Where fewer than one in so many of those that waited have ended since, these are stragglers, and no queue that moves. */
    private static final int STRAGGLERS = 200;

    /** Who would wait for so long waits for something that is away; the few that end do not need it. */
    private static final int OUTAGE_SECONDS = 600;

    private final Duration longestWait;
    private final int backlogIgnored;
    private final int longestBacklog;

    private long backlogBefore;
    private long waitingBefore;
    private int looksThatMoved;
    private int looksInVain;
    private double endedPerSecond;

    Congestion(Duration longestWait, int backlogIgnored, int longestBacklog) {
        this.longestWait = longestWait;
        this.backlogIgnored = backlogIgnored;
        this.longestBacklog = longestBacklog;
    }

    /** An order has waited once it is unfinished for so long. */
    Duration longWait() {
        return longestWait.dividedBy(2);
    }

    /**
     * One look.
     *
     * @param sinceLast how long ago the one before was
     * @param backlog unfinished orders, but for those an operator must look at
     * @param came orders that were placed since the last look, unfinished or not
     * @param waiting those of the backlog that have waited, see {@link #longWait}
     * @param stillWaiting those of them that had waited at the last look already
     */
    record Look(Duration sinceLast, long backlog, long came, long waiting, long stillWaiting) {}

    /** What is to be done with new orders until the next look. */
    sealed interface Verdict {
        record Open() implements Verdict {}

        /** Refused, with when to come again. */
        record Closed(String why, int retryAfterSeconds) implements Verdict {}
    }

    Verdict look(Look look) {
        note(look);
        if (look.backlog() >= longestBacklog) {
            return closed("%d orders are unfinished.", look.backlog());
        }
        if (looksThatMoved >= KNOWN_LOOKS
                && look.backlog() > backlogIgnored
                && look.waiting() > 0
                && waitSeconds() > longestWait.toNanos() / 1e9
                && waitSeconds() < OUTAGE_SECONDS) {
            return closed("%d orders wait to be finished.", look.backlog());
        }
        return new Verdict.Open();
    }

    private void note(Look look) {
        long ended = Math.max(0, backlogBefore + look.came() - look.backlog());
        double rate = ended * 1e9 / Math.max(1, look.sinceLast().toNanos());
        boolean moved = moved(look, ended);
        looksInVain = moved ? 0 : looksInVain + 1;
        if (looksInVain >= OUTAGE_LOOKS) {
            looksThatMoved = 0;
        }
        boolean begins = looksThatMoved == 0;
        looksThatMoved += moved ? 1 : 0;
        if (begins) {
            endedPerSecond = rate;
        } else {
            endedPerSecond += weight(rate) * (rate - endedPerSecond);
        }
        backlogBefore = look.backlog();
        waitingBefore = look.waiting();
    }

    /** Whether those that had waited go; while nobody had, whether anybody does. */
    private boolean moved(Look look, long ended) {
        long gone = waitingBefore - look.stillWaiting();
        return waitingBefore == 0 ? ended > 0 : gone * STRAGGLERS >= waitingBefore;
    }

    /** At the beginning the rate is the mean of all looks that moved but the first. */
    private double weight(double rate) {
        return rate > endedPerSecond ? Math.max(MORE, 1.0 / Math.max(1, looksThatMoved - 1)) : LESS;
    }

    /** How many orders can end a second, as it looks now. */
    double endedPerSecond() {
        return endedPerSecond;
    }

    /** How long a new order would wait; infinite while none ends. */
    private double waitSeconds() {
        return backlogBefore / endedPerSecond;
    }

    private Verdict.Closed closed(String why, long backlog) {
        double over = Math.max(0, waitSeconds() - longWait().toNanos() / 1e9);
        int retryAfterSeconds = (int) Math.clamp(Math.ceil(over), 1, LONGEST_RETRY_SECONDS);
        return new Verdict.Closed(why.formatted(backlog), retryAfterSeconds);
    }
}
