package shop.bench.measure;

import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * How long something took, in milliseconds.
 *
 * @param count how often; where it is 0 the others are too
 */
public record Latency(long count, double p50, double p95, double p99, double max) {

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    /** From the intended time to a later one; orders that have none are left out. */
    public static Latency of(Stream<Journey> journeys, ToLongFunction<Journey> until) {
        Histogram histogram = new Histogram(LONGEST_MICROS, DIGITS);
        journeys.filter(journey -> until.applyAsLong(journey) != Journey.NEVER)
                .forEach(journey -> histogram.recordValue(
                        Math.clamp(until.applyAsLong(journey) - journey.intended(), 0, LONGEST_MICROS)));
        return of(histogram);
    }

    private static Latency of(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return new Latency(0, 0, 0, 0, 0);
        }
        return new Latency(
                micros.getTotalCount(),
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(95)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
