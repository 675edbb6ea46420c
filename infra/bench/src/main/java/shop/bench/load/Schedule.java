package shop.bench.load;

import java.time.Duration;

/**
 * When orders are due. They are due whether or not earlier ones were answered: what a slow answer delays is counted as that
 * order's latency and not left out (coordinated omission).
 *
 * @param count how many orders
 * @param ratePerSecond how many a second; infinite when all are due at once
 * @param connections how many may wait for their answer at a time; the next one is sent late
 */
public record Schedule(int count, double ratePerSecond, int connections) {

    private static final int CONNECTIONS = 1500;

    public Schedule {
        if (count < 1 || !(ratePerSecond > 0) || connections < 1) {
            throw new IllegalArgumentException(
                    "no schedule: %d orders, %f a second, %d connections".formatted(count, ratePerSecond, connections));
        }
    }

    /** So many a second for so long, evenly. */
    public static Schedule open(double ratePerSecond, Duration time) {
        long count = Math.max(1, Math.round(ratePerSecond * time.toMillis() / 1000));
        return new Schedule(Math.toIntExact(count), ratePerSecond, CONNECTIONS);
    }

    /** As fast as they are answered, so many at a time. */
    public static Schedule closed(int count, int atATime) {
        return new Schedule(count, Double.POSITIVE_INFINITY, atATime);
    }

    /** When that order is due, after the beginning. */
    public long dueNanos(int number) {
        return (long) (number * (1e9 / ratePerSecond));
    }

    /** From the first order's time to the end of the last one's. */
    public Duration time() {
        return Duration.ofNanos(dueNanos(count));
    }
}
