package shop.relay;

import io.debezium.connector.base.QueueProvider;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue between Debezium's reader of the log and Kafka Connect: Debezium's own, but that it gives an event out at once
 * when it is alone, and in fewer and larger batches under load. Chosen with {@code queue.provider.type=paced}.
 *
 * <p><b>At once.</b> Debezium's {@code ChangeEventQueue} looks at its queue when a {@code poll.interval.ms} is over, or when
 * {@link #size} says that there is a full batch. So it is told so of the first event after a time of rest, and told again
 * after a batch was taken, so that it does not keep it until the interval is over. The interval can be longer then, and a
 * relay with nothing to do is asked seldom.
 *
 * <p><b>Pace.</b> What a batch costs on its way (a request to the broker, a fetch, a transaction of the consumer) hardly
 * depends on its size. So events are given out {@code queue.batches.per.second} times at most, and what comes meanwhile
 * waits, some milliseconds, and goes together. After a time of rest {@code queue.batches.at.once} batches go without a wait
 * (the generic cell rate algorithm of ATM networks). A batch of fewer than {@value #WHOLE} events counts for as much less: where
 * orders come one after another there is nothing to go together with, and none should wait for it. Of {@value #MANY} events
 * none waits.
 *
 * <p><b>Gathering.</b> PostgreSQL sends each row by itself, and whoever waits for the next one is woken for each. What is
 * given out together can as well be read together: a reader of the log that had to wait for an event, while no batch may
 * go yet, is kept here for {@value #GATHERED_OF_FOUR} quarters of the time until one may. A reader that has more to read
 * is never kept.
 *
 * <p><b>Rest.</b> Debezium 3.7 waits for whole milliseconds only. In the last one of every interval it asks without pause
 * until the time is up. Here whoever asks in vain that often in a row sleeps until then.
 *
 * <p>{@code ChangeEventQueue} calls it under its lock. So an event to be added waits for the one who rests, a millisecond at
 * most; and who polls waits for the reader that is kept, when nothing may be polled anyway.
 */
public final class PacedQueue<T> implements QueueProvider<T> {

    /** A poll that does not repeat itself asks five times. */
    private static final int PATIENCE = 8;

    private static final long REST_NANOS = 1_000_000;
    private static final int WHOLE = 8;
    private static final int MANY = 2_000;
    private static final int GATHERED_OF_FOUR = 3;
    /** Who brings the next event later than this had to wait for it. */
    private static final long WAITED_NANOS = 1_000_000;

    private static final int FULL = Integer.MAX_VALUE;

    private static final String PER_SECOND = "queue.batches.per.second";
    private static final String AT_ONCE = "queue.batches.at.once";

    private final Queue<T> queue = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private final LongConsumer restNanos;
    private int askedInVain;
    private int leftOfBatch;
    private long addedAt;
    private boolean justAdded;
    private boolean justTaken;

    private long nanosEach;
    private long nanosAhead;
    private long paidUntil;

    /** Made by Debezium. */
    public PacedQueue() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    PacedQueue(LongSupplier nanoTime, LongConsumer restNanos) {
        this.nanoTime = nanoTime;
        this.restNanos = restNanos;
        this.paidUntil = nanoTime.getAsLong();
        this.addedAt = paidUntil;
    }

    @Override
    public String name() {
        return "paced";
    }

    /** Its bounds are {@code ChangeEventQueue}'s to keep, as with Debezium's own queue. */
    @Override
    public void configure(Map<String, ?> settings) {
        nanosEach = TimeUnit.SECONDS.toNanos(1) / number(settings, PER_SECOND);
        nanosAhead = nanosEach * (number(settings, AT_ONCE) - 1);
    }

    private static int number(Map<String, ?> settings, String name) {
        int number = Integer.parseInt(String.valueOf(settings.get(name)));
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + number);
        }
        return number;
    }

    @Override
    public void enqueue(T event) {
        long now = nanoTime.getAsLong();
        long untilOpen = nanosUntilOpen(now);
        if (untilOpen > 0 && now - addedAt >= WAITED_NANOS) {
            restNanos.accept(untilOpen / 4 * GATHERED_OF_FOUR);
            now = nanoTime.getAsLong();
        }
        addedAt = now;
        queue.add(event);
        justAdded = true;
        justTaken = false;
        askedInVain = 0; // Who adds is asked whether there is room, and must not rest for it.
    }

    @Override
    public @Nullable T poll() {
        if (leftOfBatch == 0) {
            leftOfBatch = queue.size();
            long now = nanoTime.getAsLong();
            long price = nanosEach / WHOLE * Math.min(WHOLE, leftOfBatch);
            paidUntil = price + (paidUntil - now > 0 ? paidUntil : now);
        }
        leftOfBatch = Math.max(0, leftOfBatch - 1);
        justTaken = true;
        return queue.poll();
    }

    /** How many may be polled now: all, or none while they wait for others to go with; or that it is time to look. */
    @Override
    public int size() {
        boolean added = justAdded;
        boolean taken = justTaken;
        justAdded = false;
        justTaken = false;
        if (taken) {
            return FULL;
        }
        int size = queue.size();
        if (size >= MANY || (size > 0 && isOpen())) {
            askedInVain = 0;
            return added ? FULL : size;
        }
        if (!added && ++askedInVain > PATIENCE) {
            askedInVain = 0;
            restNanos.accept(REST_NANOS);
        }
        return 0;
    }

    private boolean isOpen() {
        return nanosUntilOpen(nanoTime.getAsLong()) <= 0;
    }

    private long nanosUntilOpen(long now) {
        return paidUntil - nanosAhead - now;
    }
}
