package shop.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A passage second by second, until its last saga ended. */
public final class Timeline {

    private static final long MICROS = 1_000_000;

    /**
     * One second.
     *
     * @param epochSecond which one
     * @param due orders that were to be sent in it
     * @param ended sagas that ended in it
     * @param toDecided how long the orders that were to be sent in it took to their final status
     */
    public record Second(long epochSecond, long due, long ended, Latency toDecided) {}

    private Timeline() {}

    /** The seconds of a passage, without gaps. */
    public static List<Second> of(Passage passage) {
        Map<Long, List<Journey>> due = passage.journeys().stream()
                .collect(Collectors.groupingBy(
                        journey -> journey.intended() / MICROS, TreeMap::new, Collectors.toList()));
        Map<Long, Long> ended = passage.accepted()
                .filter(journey -> journey.ended() != Journey.NEVER)
                .collect(Collectors.groupingBy(
                        journey -> journey.ended() / MICROS, TreeMap::new, Collectors.counting()));
        long first = passage.began() / MICROS;
        long last = Math.max(
                due.keySet().stream().mapToLong(Long::longValue).max().orElse(first),
                ended.keySet().stream().mapToLong(Long::longValue).max().orElse(first));
        List<Second> seconds = new ArrayList<>();
        for (long second = first; second <= last; second++) {
            List<Journey> journeys = due.getOrDefault(second, List.of());
            seconds.add(new Second(
                    second,
                    journeys.size(),
                    ended.getOrDefault(second, 0L),
                    Latency.of(journeys.stream().filter(Journey::isAccepted), Journey::decided)));
        }
        return seconds;
    }
}
