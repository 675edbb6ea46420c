package shop.order.watch;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;

/**
 * What happens to all sagas, as it happens: one reader for all listeners of this replica, which runs only while there is
 * one. It keeps the newest events in a ring; each listener takes from there what it has not had. A listener costs the
 * reader nothing and can never hold it up: who falls behind the ring is told so.
 *
 * <p>Events come in the order of their positions, and none is ever added behind (see {@link Horizon}).
 */
@ApplicationScoped
class SagaFeed {

    private static final Logger LOG = Logger.getLogger(SagaFeed.class);
    private static final long UNKNOWN = -1;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Database database;
    private final SagaLog log;
    private final WatchConfig config;
    private final NewestEvents kept;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final Condition stopped = lock.newCondition();

    private int listeners;
    private boolean closed;
    private @Nullable Thread reader;
    private long newest = UNKNOWN;

    SagaFeed(Database database, SagaLog log, WatchConfig config) {
        this.database = database;
        this.log = log;
        this.config = config;
        this.kept = new NewestEvents(config.keptEvents());
    }

    /** What there is for a listener. */
    sealed interface News {
        /** Events it has not had; the same for all who have come as far. */
        record Events(Passage passage) implements News {}

        /** Nothing for as long as it wanted to wait. */
        record Silence() implements News {}

        /** It is behind everything that is kept: what it lacks up to {@code upTo} stands in the database. */
        record Behind(long upTo) implements News {}

        /** The service stops. */
        record Closed() implements News {}
    }

    /** One more listener, until it {@link #leave}s; the first starts the reader. */
    void join() {
        lock.lock();
        try {
            listeners++;
            if (reader == null && !closed) {
                reader = Thread.ofVirtual().name("saga-feed").start(this::read);
            }
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            listeners--;
            if (listeners == 0) {
                stopped.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for events after a position. {@link News.Silence}, too, as long as it is not known where the log ends, and at
     * once when the listener has gone.
     */
    News after(long position, Duration wait, BooleanSupplier gone) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (!closed && newest <= position && left > 0 && !gone.getAsBoolean()) {
                left = published.awaitNanos(left);
            }
            if (closed) {
                return new News.Closed();
            }
            if (newest <= position) {
                return new News.Silence();
            }
            return kept.reachBackTo(position) ? new News.Events(kept.after(position)) : new News.Behind(newest);
        } finally {
            lock.unlock();
        }
    }

    /** Has waiting listeners look whether they have gone. */
    void nudge() {
        lock.lock();
        try {
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is known where the log ends; empty if it is not by then. */
    OptionalLong awaitNewest(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (!closed && newest == UNKNOWN && left > 0) {
                left = published.awaitNanos(left);
            }
            return newest();
        } finally {
            lock.unlock();
        }
    }

    /** The position of the newest event that may be told; empty while that is not known. */
    OptionalLong newest() {
        lock.lock();
        try {
            return newest == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(newest);
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything reads the log. */
    boolean isReading() {
        lock.lock();
        try {
            return reader != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends all streams as soon as the process is asked to stop: the server waits for its last requests, in vain for these,
     * before it tells anybody.
     */
    void onStart(@Observes StartupEvent event) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("saga-feed-stop").unstarted(this::close));
    }

    void onShutdown(@Observes ShutdownEvent event) {
        close();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            published.signalAll();
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The reader: looks, publishes, waits, until nobody listens. */
    private void read() {
        Horizon horizon = new Horizon(database);
        Duration pause = config.busyEvery();
        boolean failing = false;
        while (goOn(pause)) {
            try {
                boolean busy = look(horizon) || horizon.isWaiting();
                pause = busy ? config.busyEvery() : shorter(pause.multipliedBy(2), config.idleEvery());
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warnf("type=STREAMS_WAIT the log cannot be read, tried again: %s", e.getMessage());
                }
                failing = true;
                pause = AFTER_FAILURE;
            }
        }
    }

    /** Waits; then ends the reader, under the lock, if nobody listens any more. */
    private boolean goOn(Duration pause) {
        lock.lock();
        try {
            long left =
                    newest == UNKNOWN ? Math.min(pause.toNanos(), TimeUnit.MILLISECONDS.toNanos(5)) : pause.toNanos();
            while (listeners > 0 && !closed && left > 0) {
                left = stopped.awaitNanos(left);
            }
            if (listeners > 0 && !closed) {
                return true;
            }
            reader = null;
            newest = UNKNOWN;
            return false;
        } catch (InterruptedException e) {
            reader = null;
            closed = true;
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Publishes what is new. Returns whether there was anything. */
    private boolean look(Horizon horizon) {
        OptionalLong complete = horizon.look();
        if (complete.isEmpty()) {
            return true;
        }
        OptionalLong told = newest();
        if (told.isEmpty()) {
            begin(log.newestUpTo(complete.getAsLong()));
            return true;
        }
        long after = told.getAsLong();
        boolean any = false;
        List<Told> page;
        do {
            page = after < complete.getAsLong() ? log.after(after, complete.getAsLong(), config.page()) : List.of();
            publish(page);
            after = page.isEmpty() ? after : page.getLast().position();
            any |= !page.isEmpty();
        } while (page.size() == config.page());
        return any;
    }

    /** The service stops, and so do all streams. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void begin(long position) {
        lock.lock();
        try {
            kept.beginAfter(position);
            newest = position;
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void publish(List<Told> events) {
        if (events.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            kept.add(events);
            newest = events.getLast().position();
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
