package shop.messaging;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does a service's chores again and again until the service stops: at once, and then each time the period has passed since
 * the last run ended. Periods are measured on the monotonic clock, so that a clock that is set does not have them stand
 * still, nor run ahead.
 *
 * <p>Each chore has a thread of its own: it never overlaps itself, and waits for no other. One that fails is logged, and
 * has its next turn all the same.
 */
@Singleton
public class Ticker {

    private static final Logger LOG = Logger.getLogger(Ticker.class);
    private static final int MOST_CHORES = 8;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    private final List<ScheduledExecutorService> threads = new ArrayList<>();
    private boolean stopped;

    /**
     * Begins with a chore.
     *
     * @param every its period, such as {@code 0.2s}, {@code 5m}, {@code 1h} or {@code PT5S}; {@code off} for never
     * @param name what it is called in logs and thread dumps
     * @throws IllegalArgumentException if the period is neither, or not above zero
     */
    public synchronized void every(String every, String name, Runnable chore) {
        Optional<Duration> period = period(every);
        if (period.isEmpty() || stopped) {
            return;
        }
        if (threads.size() == MOST_CHORES) {
            throw new IllegalStateException("%s would be more than %d chores".formatted(name, MOST_CHORES));
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ticker-" + name).factory());
        threads.add(thread);
        Future<?> untilStopped = thread.scheduleWithFixedDelay(
                () -> tick(name, chore), 0, period.get().toNanos(), TimeUnit.NANOSECONDS);
        LOG.debugf("chore=%s every=%s cancelled=%s", name, period.get(), untilStopped.isCancelled());
    }

    /** What gets out of here would be the chore's last run. */
    @SuppressWarnings("CatchingUnchecked")
    private static void tick(String name, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "chore=%s failed, and has its next turn", name);
        }
    }

    /** Empty if it is off. */
    static Optional<Duration> period(String every) {
        String text = every.strip().toUpperCase(Locale.ROOT);
        if (text.equals("OFF") || text.equals("DISABLED")) {
            return Optional.empty();
        }
        try {
            Duration period = Duration.parse(text.startsWith("P") ? text : "PT" + text);
            if (period.isPositive()) {
                return Optional.of(period);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "not a period: '%s'; it is '0.2s', '5m', '1h' or 'off'".formatted(every), e);
        }
        throw new IllegalArgumentException("a period must be above zero: '%s'".formatted(every));
    }

    /** Nothing begins any more; what is under way may end, and is interrupted if it takes too long. */
    void onShutdown(@Observes @Priority(1) ShutdownEvent event) {
        stop();
    }

    synchronized void stop() {
        stopped = true;
        threads.forEach(ScheduledExecutorService::shutdown);
        long deadline = System.nanoTime() + STOPS_WITHIN.toNanos();
        for (ScheduledExecutorService thread : threads) {
            try {
                if (!thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException e) {
                threads.forEach(ScheduledExecutorService::shutdownNow);
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
