package shop.bench.load;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the requests of one schedule. Times are microseconds since 1970, of this machine's clock. */
public final class Sent {

    /** The status of a request that got no answer: nobody knows whether it was carried out. */
    public static final int NO_ANSWER = 0;

    private static final int CREATED = 201;

    private final Schedule schedule;
    private final long beganMicros;
    private final long[] sentAfterNanos;
    private final long[] answeredAfterNanos;
    private final short[] status;
    private final @Nullable UUID[] orderIds;

    Sent(Schedule schedule, Instant began) {
        this.schedule = schedule;
        this.beganMicros = began.getEpochSecond() * 1_000_000 + began.getNano() / 1000;
        this.sentAfterNanos = new long[schedule.count()];
        this.answeredAfterNanos = new long[schedule.count()];
        this.status = new short[schedule.count()];
        this.orderIds = new @Nullable UUID[schedule.count()];
    }

    void sent(int number, long afterNanos) {
        sentAfterNanos[number] = afterNanos;
    }

    void answered(int number, long afterNanos, Answer answer) {
        answeredAfterNanos[number] = afterNanos;
        status[number] = (short) answer.status();
        orderIds[number] = answer.orderId();
    }

    public Schedule schedule() {
        return schedule;
    }

    public int count() {
        return schedule.count();
    }

    /** When the first one was due. */
    public long beganMicros() {
        return beganMicros;
    }

    /** When it should have been sent; in a closed loop, when it was. Latency counts from here. */
    public long intendedMicros(int number) {
        boolean atOnce = Double.isInfinite(schedule.ratePerSecond());
        return beganMicros + (atOnce ? sentAfterNanos[number] : schedule.dueNanos(number)) / 1000;
    }

    /** How much later than intended it was sent. */
    public long lateMicros(int number) {
        return Math.max(0, beganMicros + sentAfterNanos[number] / 1000 - intendedMicros(number));
    }

    public long answeredMicros(int number) {
        return beganMicros + answeredAfterNanos[number] / 1000;
    }

    /** The status of HTTP, or {@link #NO_ANSWER}. */
    public int status(int number) {
        return status[number];
    }

    /** Whether it was promised that the order reaches its end. */
    public boolean isAccepted(int number) {
        return status[number] == CREATED;
    }

    public @Nullable UUID orderId(int number) {
        return orderIds[number];
    }
}
