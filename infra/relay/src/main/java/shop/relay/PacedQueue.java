package shop.relay;

import io.debezium.connector.base.QueueProvider;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * (the generic cell rate algorithm of ATM networks). Of {@value #MANY} events none waits.
 *
 * <p><b>Rest.</b> Debezium 3.7 waits for whole milliseconds only. In the last one of every interval it asks without pause
 * until the time is up. Here whoever asks in vain that often in a row sleeps until then.
 *
 * <p>{@code ChangeEventQueue} calls it under its lock. So an event to be added waits for the one who rests, a millisecond at
 * most.
 */
public final class PacedQueue<T> implements QueueProvider<T> {

    /** A poll that does not repeat itself asks five times. */
    private static final int PATIENCE = 8;

    private static final long REST_NANOS = 1_000_000;
    private static final int MANY = 2_000;
    private static final int FULL = Integer.MAX_VALUE;

    private static final String PER_SECOND = "queue.batches.per.second";
    private static final String AT_ONCE = "queue.batches.at.once";

    private final Queue<T> queue = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private int askedInVain;
    private int leftOfBatch;
    private boolean justAdded;
    private boolean justTaken;

    private long nanosEach;
    private long nanosAhead;
    private long paidUntil;

    /** Made by Debezium. */
    public PacedQueue() {
        this(System::nanoTime);
    }

    PacedQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.paidUntil = nanoTime.getAsLong();
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
        queue.add(event);
        justAdded = true;
        justTaken = false;
    }

    @Override
    public @Nullable T poll() {
        if (leftOfBatch == 0) {
            leftOfBatch = queue.size();
            long now = nanoTime.getAsLong();
            paidUntil = nanosEach + (paidUntil - now > 0 ? paidUntil : now);
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
            LockSupport.parkNanos(REST_NANOS);
        }
        return 0;
    }

    private boolean isOpen() {
        return paidUntil - nanosAhead - nanoTime.getAsLong() <= 0;
    }
}
