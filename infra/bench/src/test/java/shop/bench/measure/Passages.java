package shop.bench.measure;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Passages made up for tests: ten seconds that begin at a round time. */
public final class Passages {

    /** When they begin, microseconds since 1970. */
    public static final long BEGAN = 1_700_000_000_000_000L;

    private static final int SECONDS = 10;
    private static final long MICROS = 1_000_000;

    private Passages() {}

    /** So many orders a second, all accepted. */
    public static Passage of(int rate, LongUnaryOperator millisToEnd) {
        return of(rate, number -> 201, millisToEnd);
    }

    /** So many orders a second; one whose milliseconds are negative does not end. */
    public static Passage of(int rate, LongUnaryOperator status, LongUnaryOperator millisToEnd) {
        List<Journey> journeys = LongStream.range(0, (long) rate * SECONDS)
                .mapToObj(number -> journey(rate, number, (int) status.applyAsLong(number), millisToEnd))
                .toList();
        return new Passage("made up", BEGAN, SECONDS, rate, 1, journeys);
    }

    private static Journey journey(int rate, long number, int status, LongUnaryOperator millisToEnd) {
        long intended = BEGAN + number * MICROS / rate;
        long millis = millisToEnd.applyAsLong(number);
        long end = status == 201 && millis >= 0 ? intended + millis * 1000 : Journey.NEVER;
        return new Journey(intended, intended + 1000, status, end, end);
    }
}
