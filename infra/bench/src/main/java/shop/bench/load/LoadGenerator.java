package shop.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Places orders by a schedule, from the calling thread alone: one selector, kept connections, requests made in advance. It
 * costs the measured machine some tens of microseconds an order, where a general HTTP client costs hundreds.
 *
 * <p>The connection used last is used first, so that there are only as many as are needed. It sends at most a millisecond
 * late, which counts as latency. A request without an answer after 30 s is given up, with its connection; none is sent
 * twice.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final long GIVEN_UP_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final List<Integer> ports;
    private final Selector selector;
    private final OrderRequests requests;
    private final Map<Integer, Deque<Wire>> idle = new HashMap<>();
    private long sentBefore;

    /**
     * @param ports of the replicas that take orders, to which they go in turn
     * @param run a name that no other run's orders were placed with
     */
    public LoadGenerator(List<Integer> ports, String run) throws IOException {
        this.ports = List.copyOf(ports);
        ports.forEach(port -> idle.put(port, new ArrayDeque<>()));
        this.requests = new OrderRequests(run);
        this.selector = Selector.open();
    }

    /** Sends all orders of a schedule, and returns when each was answered or given up. */
    public Sent send(Schedule schedule) throws IOException {
        Sent sent = new Sent(schedule, Instant.now());
        Round round = new Round(schedule, sent, System.nanoTime());
        round.run();
        sentBefore += schedule.count();
        return sent;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            wire(key).close();
        }
        selector.close();
    }

    private Deque<Wire> idleAt(int port) {
        return Objects.requireNonNull(idle.get(port));
    }

    private static Wire wire(SelectionKey key) {
        return (Wire) key.attachment();
    }

    /** One schedule being worked off. */
    private final class Round {

        private final Schedule schedule;
        private final Sent sent;
        private final long began;
        private int next;
        private int inFlight;
        private long lookAt = LOOK_NANOS;

        Round(Schedule schedule, Sent sent, long began) {
            this.schedule = schedule;
            this.sent = sent;
            this.began = began;
        }

        void run() throws IOException {
            while (next < schedule.count() || inFlight > 0) {
                sendWhatIsDue();
                selector.select(this::ready, waitMillis());
                giveUpOverdue();
            }
        }

        private long after() {
            return System.nanoTime() - began;
        }

        private void sendWhatIsDue() {
            while (next < schedule.count() && inFlight < schedule.connections() && schedule.dueNanos(next) <= after()) {
                int number = next++;
                long now = after();
                sent.sent(number, now);
                Wire wire = null;
                try {
                    int port = ports.get(number % ports.size());
                    wire = idleAt(port).isEmpty()
                            ? Wire.open(port, selector)
                            : idleAt(port).pop();
                    wire.send(number, requests.request(sentBefore + number), now);
                    inFlight++;
                } catch (IOException e) {
                    // Nobody listens, or the connection broke: this order has no answer.
                    drop(wire);
                }
            }
        }

        private void ready(SelectionKey key) {
            Wire wire = wire(key);
            boolean busy = wire.isBusy();
            int number = wire.number();
            try {
                Optional<Answer> answer = wire.receive();
                if (answer.isPresent()) {
                    sent.answered(number, after(), answer.get());
                    inFlight--;
                    idleAt(wire.port()).push(wire);
                }
            } catch (IOException e) {
                // Closed by the other side: an idle one is forgotten, a busy one leaves its order without an answer.
                inFlight -= busy ? 1 : 0;
                drop(wire);
            }
        }

        private void giveUpOverdue() {
            if (after() < lookAt) {
                return;
            }
            lookAt = after() + LOOK_NANOS;
            for (SelectionKey key : selector.keys()) {
                Wire wire = wire(key);
                if (key.isValid() && wire.isBusy() && after() - wire.sentAfterNanos() > GIVEN_UP_NANOS) {
                    inFlight--;
                    drop(wire);
                }
            }
        }

        private void drop(@Nullable Wire wire) {
            if (wire != null) {
                idleAt(wire.port()).remove(wire);
                wire.close();
            }
        }

        private long waitMillis() {
            if (next == schedule.count() || inFlight == schedule.connections()) {
                return LONGEST_WAIT_MILLIS;
            }
            long wait = TimeUnit.NANOSECONDS.toMillis(schedule.dueNanos(next) - after());
            return Math.clamp(wait, 1, LONGEST_WAIT_MILLIS);
        }
    }
}
