package shop.relay;

import io.debezium.connector.base.QueueProvider;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue between Debezium's reader of the log and Kafka Connect: Debezium's own, but that it lets the one rest who asks
 * again and again. Chosen with {@code queue.provider.type=resting}.
 *
 * <p>Debezium 3.7 waits for whole milliseconds only. In the last millisecond of every {@code poll.interval.ms} it asks an
 * empty queue without pause until the time is up, which at an interval of 5 ms is a fifth of a processor for each
 * connector, whether there is anything to relay or not. Here whoever has found the queue empty that often in a row sleeps
 * for a fraction of a millisecond.
 *
 * <p>Debezium's {@code ChangeEventQueue} calls it under its lock. So an event to be added waits for the one who rests:
 * {@value #REST_NANOS} ns, and what the system adds to that.
 */
public final class RestingQueue<T> implements QueueProvider<T> {

    /** A poll that does not repeat itself asks five times. */
    private static final int PATIENCE = 8;

    private static final long REST_NANOS = 200_000;

    private final Queue<T> queue = new ArrayDeque<>();
    private int askedInVain;

    @Override
    public String name() {
        return "resting";
    }

    /** Its bounds are {@code ChangeEventQueue}'s to keep, as with Debezium's own queue. */
    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void enqueue(T event) {
        queue.add(event);
    }

    @Override
    public @Nullable T poll() {
        return queue.poll();
    }

    @Override
    public int size() {
        int size = queue.size();
        if (size > 0) {
            askedInVain = 0;
        } else if (++askedInVain > PATIENCE) {
            askedInVain = 0;
            LockSupport.parkNanos(REST_NANOS);
        }
        return size;
    }
}
