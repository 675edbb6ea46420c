package shop.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All orders of one schedule, and what can be said of them together.
 *
 * @param name for people
 * @param began when the first order was due, microseconds since 1970
 * @param seconds how long orders were sent
 * @param rate orders a second that were due; infinite in a closed loop
 * @param lateP99Millis how late the load generator sent, but for one in a hundred
 */
public record Passage(
        String name, long began, double seconds, double rate, double lateP99Millis, List<Journey> journeys) {

    private static final double MICROS = 1e6;

    public Passage {
        journeys = List.copyOf(journeys);
    }

    /** The orders answered with 201. */
    public Stream<Journey> accepted() {
        return journeys.stream().filter(Journey::isAccepted);
    }

    /** How many answers had that status. */
    public long answeredWith(int status) {
        return journeys.stream().filter(journey -> journey.status() == status).count();
    }

    /** Accepted orders whose saga has not ended. */
    public long missing() {
        return journeys.stream().filter(Journey::isMissing).count();
    }

    /** From the order's time to its final status. */
    public Latency toDecided() {
        return Latency.of(accepted(), Journey::decided);
    }

    /** From the order's time to its saga's end. */
    public Latency toEnd() {
        return Latency.of(accepted(), Journey::ended);
    }

    /** From the order's time to the answer. */
    public Latency toAnswer() {
        return Latency.of(accepted(), Journey::answered);
    }

    /** Sagas that ended, a second, while orders were sent; the first quarter, in which things find their pace, left out. */
    public double endedPerSecond() {
        double from = seconds / 4;
        long ended = accepted()
                .filter(journey -> journey.ended() >= began + from * MICROS)
                .filter(journey -> journey.ended() < began + seconds * MICROS)
                .count();
        return ended / (seconds - from);
    }

    /** How many accepted orders' sagas had not ended, at each whole second of the sending. */
    public int[] backlog() {
        long[] placed = accepted().mapToLong(Journey::intended).sorted().toArray();
        long[] ended = accepted().mapToLong(Journey::ended).sorted().toArray();
        int[] backlog = new int[(int) seconds + 1];
        for (int second = 0; second < backlog.length; second++) {
            long at = began + (long) (second * MICROS);
            backlog[second] = before(placed, at) - before(ended, at);
        }
        return backlog;
    }

    private static int before(long[] sorted, long at) {
        int found = Arrays.binarySearch(sorted, at);
        int place = found < 0 ? -found - 1 : found;
        while (place > 0 && sorted[place - 1] == at) {
            place--;
        }
        return place;
    }
}
