package shop.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that passes when the present has nothing left to do. What is set for one time happens in the order it was set. */
final class VirtualClock {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long nowMillis;
    private long set;

    private record Alarm(long atMillis, long order, Runnable action) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return atMillis != other.atMillis
                    ? Long.compare(atMillis, other.atMillis)
                    : Long.compare(order, other.order);
        }
    }

    void in(long millis, Runnable action) {
        alarms.add(new Alarm(nowMillis + millis, set++, action));
    }

    void at(Instant instant, Runnable action) {
        in(Math.max(0, Duration.between(now(), instant).toMillis()), action);
    }

    /** Lets time pass to the next action and returns it, or null when nothing is left to happen. */
    @Nullable
    Runnable next() {
        Alarm alarm = alarms.poll();
        if (alarm == null) {
            return null;
        }
        nowMillis = alarm.atMillis;
        return alarm.action;
    }

    Instant now() {
        return START.plusMillis(nowMillis);
    }

    long millis() {
        return nowMillis;
    }
}
