package shop.messaging;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends the service when its clock was set back, so that whoever keeps it starts it again. Kafka's client measures by the
 * time of day, and its timers never run back: after a clock was ahead and was set right it looks for no new leader, opens no
 * lost connection again and sends no heartbeat until the time has come again that it believed it was. Nothing in its API
 * makes it forget. A clock that is set forward only has everything expire at once, which heals by itself.
 */
@Singleton
class ClockWatch {

    private static final Logger LOG = Logger.getLogger(ClockWatch.class);

    /** What Kafka's shortest timer that matters, the session's, can bear. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
    private static final int EXIT_CODE = 75;

    /** Tells from the two clocks when one of them was set back. Pure: is told both. */
    static final class Comparison {

        private long mostAheadMillis = Long.MIN_VALUE;

        /**
         * One look at both.
         *
         * @param wallMillis the time of day
         * @param monotonicNanos since whenever
         * @return by how much the time of day was set back, all in all, since the first look; never negative
         */
        Duration setBack(long wallMillis, long monotonicNanos) {
            long aheadMillis = wallMillis - TimeUnit.NANOSECONDS.toMillis(monotonicNanos);
            mostAheadMillis = Math.max(mostAheadMillis, aheadMillis);
            return Duration.ofMillis(mostAheadMillis - aheadMillis);
        }
    }

    private final Comparison comparison = new Comparison();
    private boolean ending;

    void onStart(
            @Observes StartupEvent event,
            Ticker ticker,
            @ConfigProperty(name = "shop.clock-watch.every", defaultValue = "1s") String every) {
        ticker.every(every, "clock-watch", this::look);
    }

    private void look() {
        Duration setBack = comparison.setBack(System.currentTimeMillis(), System.nanoTime());
        if (setBack.compareTo(TOLERANCE) > 0 && !ending) {
            ending = true;
            LOG.errorf(
                    "type=CLOCK_SET_BACK seconds=%d: the service ends, since Kafka's client would stand still",
                    setBack.toSeconds());
            Thread.ofPlatform().daemon().name("clock-watch-end").start(ClockWatch::haltIfItHangs);
            Quarkus.asyncExit(EXIT_CODE);
        }
    }

    /** What is stopped waits for a client that stands still, perhaps. Nothing is lost by a halt. */
    private static void haltIfItHangs() {
        long deadline = System.nanoTime() + STOPS_WITHIN.toNanos();
        for (long left = STOPS_WITHIN.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
